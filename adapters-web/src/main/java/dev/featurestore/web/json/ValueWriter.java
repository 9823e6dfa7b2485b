package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes the values of features. Infinities and NaN, for which JSON has no word, become null. Belongs to a document,
 * and is used by one thread.
 */
public final class ValueWriter implements Values.Visitor<IOException> {
    /** Beyond it, digits are not written out one by one. */
    private static final int LARGEST_SCALE = 1000;

    private final JsonGenerator json;
    private final DecimalText decimal = new DecimalText();

    /** Writes to a document. */
    public ValueWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes an array of values. */
    public void write(Values values) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            values.accept(i, this);
        }
        json.writeEndArray();
    }

    @Override
    public void whole(long value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void float64(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeRawValue(decimal.of(value));
        } else {
            json.writeNull();
        }
    }

    @Override
    public void float32(float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeRawValue(decimal.of(value));
        } else {
            json.writeNull();
        }
    }

    @Override
    public void ascii(byte[] characters) throws IOException {
        json.writeUTF8String(characters, 0, characters.length);
    }

    @Override
    public void value(Value value) throws IOException {
        if (value instanceof Value.Numeral number) {
            json.writeNumber(number.digits());
        } else if (value instanceof Value.Text text) {
            json.writeString(text.characters());
        } else if (value instanceof Value.Whole whole) {
            whole(whole.value());
        } else if (value instanceof Value.Float64 real) {
            float64(real.value());
        } else if (value instanceof Value.Null) {
            json.writeNull();
        } else if (value instanceof Value.Exact exact) {
            json.writeNumber(digits(exact.value()));
        } else if (value instanceof Value.Float32 real) {
            float32(real.value());
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof Value.Bytes bytes) {
            json.writeBinary(bytes.bytes());
        } else if (value instanceof Value.Verbatim verbatim) {
            json.writeRawValue(verbatim.source());
        } else {
            container(value);
        }
    }

    private void container(Value value) throws IOException {
        if (value instanceof Value.Struct struct) {
            json.writeStartObject();
            List<String> names = struct.names();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                value(struct.values().get(i));
            }
            json.writeEndObject();
            return;
        }
        json.writeStartArray();
        if (value instanceof Value.Doubles doubles) {
            for (double item : doubles.items()) {
                float64(item);
            }
        } else if (value instanceof Value.Floats floats) {
            for (float item : floats.items()) {
                float32(item);
            }
        } else {
            for (Value item : ((Value.Sequence) value).items()) {
                value(item);
            }
        }
        json.writeEndArray();
    }

    private static String digits(BigDecimal value) {
        return Math.abs(value.scale()) <= LARGEST_SCALE ? value.toPlainString() : value.toString();
    }
}
