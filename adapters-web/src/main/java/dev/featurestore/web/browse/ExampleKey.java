package dev.featurestore.web.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.value.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;

/** Writes a value that a key of a given type may have. */
public final class ExampleKey {
    private ExampleKey() {}

    /**
     * Writes a value that a key column takes.
     *
     * @param number from 1 to 9; another one gives another value wherever the type has so many
     */
    public static void write(ColumnType type, int number, JsonGenerator json) throws IOException {
        switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> json.writeNumber(number);
            case YEAR -> json.writeNumber(2020 + number);
            case DECIMAL -> json.writeNumber(decimal(type, number).toPlainString());
            case FLOAT, DOUBLE -> json.writeNumber(number + 0.5);
            case CHAR, VARCHAR, TEXT, JSON, OTHER -> json.writeString(String.valueOf((char) ('a' + number - 1)));
            case BINARY, VARBINARY, BLOB -> json.writeString(base64(1, number));
            case BIT -> json.writeString(base64((type.size() + 7) / 8, number % 2));
            case DATE -> json.writeString("2022-01-0" + number);
            case TIME -> json.writeString("11:22:0" + number);
            case DATETIME, TIMESTAMP -> json.writeString("2022-01-0" + number + " 11:22:33");
        }
    }

    /** All digits may stand behind the point. */
    private static BigDecimal decimal(ColumnType type, int number) {
        return type.size() > type.scale()
                ? BigDecimal.valueOf(number).setScale(type.scale())
                : BigDecimal.valueOf(number, type.scale());
    }

    private static String base64(int length, int last) {
        byte[] bytes = new byte[Math.max(1, length)];
        bytes[bytes.length - 1] = (byte) last;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
