package dev.featurestore.application.port;

import static java.util.stream.Collectors.joining;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Row;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values as text, so that a contract says what clients see and not by which type of {@link Value} an adapter says it:
 * {@code [36, 'str14', null, 1.50]}.
 */
final class Rendered {
    private Rendered() {}

    static String of(Collection<Value> values) {
        return values.stream().map(Rendered::of).collect(joining(", ", "[", "]"));
    }

    static String of(Row row) {
        if (row instanceof Row.Found found) {
            return of(found.values());
        }
        if (row instanceof Row.Missing) {
            return "missing";
        }
        return row instanceof Row.NotRead ? "not read" : row.toString();
    }

    static String of(Value value) {
        if (value instanceof Value.Text text) {
            return quoted(text.characters());
        }
        if (value instanceof Value.Bytes bytes) {
            return quoted(Base64.getEncoder().encodeToString(bytes.bytes()));
        }
        if (value instanceof Value.Sequence sequence) {
            return of(sequence.items());
        }
        if (value instanceof Value.Doubles doubles) {
            return DoubleStream.of(doubles.items()).mapToObj(Double::toString).collect(joining(", ", "[", "]"));
        }
        if (value instanceof Value.Floats floats) {
            return IntStream.range(0, floats.items().length)
                    .mapToObj(i -> Float.toString(floats.items()[i]))
                    .collect(joining(", ", "[", "]"));
        }
        if (value instanceof Value.Struct struct) {
            return fields(struct);
        }
        return value instanceof Value.Verbatim verbatim ? verbatim.source() : scalar(value);
    }

    private static String fields(Value.Struct struct) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < struct.names().size(); i++) {
            fields.add(struct.names().get(i) + ": " + of(struct.values().get(i)));
        }
        return fields.stream().collect(joining(", ", "{", "}"));
    }

    private static String scalar(Value value) {
        if (value instanceof Value.Numeral number) {
            return number.digits();
        }
        if (value instanceof Value.Whole whole) {
            return Long.toString(whole.value());
        }
        if (value instanceof Value.Exact exact) {
            return exact.value().toPlainString();
        }
        if (value instanceof Value.Float32 single) {
            return Float.toString(single.value());
        }
        if (value instanceof Value.Float64 twice) {
            return Double.toString(twice.value());
        }
        return value instanceof Value.Bool bool ? Boolean.toString(bool.value()) : "null";
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
