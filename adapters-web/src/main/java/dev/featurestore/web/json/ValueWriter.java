package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Writes the values of features. Infinities and NaN, for which JSON has no word, become null. */
public final class ValueWriter {
    /** Beyond it, digits are not written out one by one. */
    private static final int LARGEST_SCALE = 1000;

    private ValueWriter() {}

    public static void write(Value value, JsonGenerator json) throws IOException {
        if (value instanceof Value.Numeral number) {
            json.writeNumber(number.digits());
        } else if (value instanceof Value.Text text) {
            json.writeString(text.characters());
        } else if (value instanceof Value.Whole whole) {
            json.writeNumber(whole.value());
        } else if (value instanceof Value.Float64 real) {
            write(real.value(), json);
        } else if (value instanceof Value.Null) {
            json.writeNull();
        } else if (value instanceof Value.Exact exact) {
            json.writeNumber(digits(exact.value()));
        } else if (value instanceof Value.Float32 real) {
            write(real.value(), json);
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof Value.Bytes bytes) {
            json.writeBinary(bytes.bytes());
        } else if (value instanceof Value.Verbatim verbatim) {
            json.writeRawValue(verbatim.source());
        } else {
            writeContainer(value, json);
        }
    }

    private static void writeContainer(Value value, JsonGenerator json) throws IOException {
        if (value instanceof Value.Struct struct) {
            json.writeStartObject();
            List<String> names = struct.names();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                write(struct.values().get(i), json);
            }
            json.writeEndObject();
            return;
        }
        json.writeStartArray();
        if (value instanceof Value.Doubles doubles) {
            for (double item : doubles.items()) {
                write(item, json);
            }
        } else if (value instanceof Value.Floats floats) {
            for (float item : floats.items()) {
                write(item, json);
            }
        } else {
            for (Value item : ((Value.Sequence) value).items()) {
                write(item, json);
            }
        }
        json.writeEndArray();
    }

    private static void write(double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void write(float value, JsonGenerator json) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static String digits(BigDecimal value) {
        return Math.abs(value.scale()) <= LARGEST_SCALE ? value.toPlainString() : value.toString();
    }
}
