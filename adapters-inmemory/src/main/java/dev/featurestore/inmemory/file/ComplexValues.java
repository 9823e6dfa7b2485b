package dev.featurestore.inmemory.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads arrays, maps, structs and unions, which stand in the data file as the JSON that clients see. */
final class ComplexValues {
    /** A type of which nothing is known. */
    private static final String ANY = "";

    private static final Set<String> NUMBERS = Set.of("tinyint", "smallint", "int", "bigint", "float", "double");

    private ComplexValues() {}

    /** The value; where it is not what the type says, that is noted and the value is {@link Value#NULL}. */
    static Value read(OfflineType type, Node node) {
        return read(type.text(), node);
    }

    private static Value read(String type, Node node) {
        if (node.json().isNull()) {
            return Value.NULL;
        }
        String base = NestedType.base(type);
        return switch (base) {
            case "array" -> array(type, node);
            case "map" -> map(type, node);
            case "struct" -> struct(type, node);
            default -> NUMBERS.contains(base) ? number(ColumnType.parse(base), node) : asWritten(node.json());
        };
    }

    private static Value number(ColumnType type, Node node) {
        Optional<Value> number = CellParser.scalar(type, node.json());
        if (number.isEmpty()) {
            node.expected(type.keyExpectation());
        }
        return number.orElse(Value.NULL);
    }

    private static Value array(String type, Node node) {
        if (!node.json().isArray()) {
            node.expected("an array (type " + type + ")");
            return Value.NULL;
        }
        List<NestedType> held = NestedType.in(type);
        String itemType = held.size() == 1 ? held.get(0).text() : ANY;
        List<Value> items =
                node.items().stream().map(item -> read(itemType, item)).toList();
        if (items.contains(Value.NULL)) {
            return new Value.Sequence(items);
        }
        return switch (NestedType.base(itemType)) {
            case "double" -> doubles(items);
            case "float" -> floats(items);
            default -> new Value.Sequence(items);
        };
    }

    private static Value doubles(List<Value> items) {
        return new Value.Doubles(items.stream()
                .mapToDouble(item -> ((Value.Float64) item).value())
                .toArray());
    }

    private static Value floats(List<Value> items) {
        float[] floats = new float[items.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Value.Float32) items.get(i)).value();
        }
        return new Value.Floats(floats);
    }

    private static Value map(String type, Node node) {
        if (!isObject(type, node)) {
            return Value.NULL;
        }
        List<NestedType> held = NestedType.in(type);
        String valueType = held.size() == 2 ? held.get(1).text() : ANY;
        Map<String, Node> members = node.members();
        return new Value.Struct(
                List.copyOf(members.keySet()),
                members.values().stream().map(value -> read(valueType, value)).toList());
    }

    private static Value struct(String type, Node node) {
        if (!isObject(type, node)) {
            return Value.NULL;
        }
        List<NestedType> fields = NestedType.in(type);
        if (fields.isEmpty()) {
            return asWritten(node.json());
        }
        List<String> names = fields.stream().map(NestedType::name).toList();
        Map<String, Node> members = node.members();
        if (!names.equals(List.copyOf(members.keySet()))) {
            node.problem("expected the fields " + Node.shortened(names.toString()) + ", in this order, got "
                    + Node.shortened(members.keySet().toString()));
            return Value.NULL;
        }
        return new Value.Struct(
                names,
                fields.stream()
                        .map(field -> read(field.text(), Objects.requireNonNull(members.get(field.name()))))
                        .toList());
    }

    private static boolean isObject(String type, Node node) {
        boolean object = node.json().isObject();
        if (!object) {
            node.expected("an object (type " + type + ")");
        }
        return object;
    }

    private static Value asWritten(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return Value.NULL;
        }
        if (json.isArray()) {
            List<Value> items = new ArrayList<>();
            json.forEach(item -> items.add(asWritten(item)));
            return new Value.Sequence(items);
        }
        if (json.isObject()) {
            List<String> names = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            json.properties().forEach(member -> {
                names.add(member.getKey());
                values.add(asWritten(member.getValue()));
            });
            return new Value.Struct(names, values);
        }
        if (json.isNumber()) {
            return new Value.Numeral(json.asText());
        }
        return json.isBoolean() ? new Value.Bool(json.booleanValue()) : Value.text(json.asText());
    }
}
