package dev.featurestore.inmemory.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads arrays, maps, structs and unions, which stand in the data file as the JSON that clients see. */
final class ComplexValues {
    private static final ColumnType FLOAT = ColumnType.parse("float");
    private static final ColumnType DOUBLE = ColumnType.parse("double");

    private ComplexValues() {}

    /** The value; noted and {@link Value#NULL} if it is not what the type says on its outside. */
    static Value read(OfflineType type, Node node) {
        String text = type.text().toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        JsonNode json = node.json();
        if (text.startsWith("array") && !json.isArray()) {
            node.expected("an array (type " + type.text() + ")");
            return Value.NULL;
        }
        if ((text.startsWith("map") || text.startsWith("struct")) && !json.isObject()) {
            node.expected("an object (type " + type.text() + ")");
            return Value.NULL;
        }
        return switch (text) {
            case "array<double>" -> doubles(node);
            case "array<float>" -> floats(node);
            default -> generic(json);
        };
    }

    private static Value doubles(Node node) {
        List<Value> items = numbers(node, DOUBLE);
        if (items.contains(Value.NULL)) {
            return new Value.Sequence(items);
        }
        return new Value.Doubles(items.stream()
                .mapToDouble(item -> ((Value.Float64) item).value())
                .toArray());
    }

    private static Value floats(Node node) {
        List<Value> items = numbers(node, FLOAT);
        if (items.contains(Value.NULL)) {
            return new Value.Sequence(items);
        }
        float[] floats = new float[items.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Value.Float32) items.get(i)).value();
        }
        return new Value.Floats(floats);
    }

    private static List<Value> numbers(Node node, ColumnType type) {
        return node.items().stream().map(item -> number(type, item)).toList();
    }

    private static Value number(ColumnType type, Node node) {
        if (node.json().isNull()) {
            return Value.NULL;
        }
        Optional<Value> number = CellParser.scalar(type, node.json());
        if (number.isEmpty()) {
            node.expected(type.keyExpectation());
        }
        return number.orElse(Value.NULL);
    }

    private static Value generic(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return Value.NULL;
        }
        if (json.isArray()) {
            List<Value> items = new ArrayList<>();
            json.forEach(item -> items.add(generic(item)));
            return new Value.Sequence(items);
        }
        if (json.isObject()) {
            List<String> names = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            json.properties().forEach(member -> {
                names.add(member.getKey());
                values.add(generic(member.getValue()));
            });
            return new Value.Struct(names, values);
        }
        if (json.isNumber()) {
            return new Value.Numeral(json.asText());
        }
        return json.isBoolean() ? new Value.Bool(json.booleanValue()) : Value.text(json.asText());
    }
}
