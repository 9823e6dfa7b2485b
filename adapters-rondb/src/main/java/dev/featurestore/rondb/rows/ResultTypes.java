package dev.featurestore.rondb.rows;

import com.mysql.cj.MysqlType;
import com.mysql.cj.result.Field;
import dev.featurestore.domain.value.ColumnType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a view was compiled for, against what a result says of its columns: the server tells the types of the columns
 * with every result, so that a column that has changed since is never decoded by its old type. Immutable and
 * thread-safe.
 */
final class ResultTypes {
    private static final int ANY = -1;
    private static final Set<MysqlType> TEXT = EnumSet.of(
            MysqlType.CHAR,
            MysqlType.VARCHAR,
            MysqlType.TINYTEXT,
            MysqlType.TEXT,
            MysqlType.MEDIUMTEXT,
            MysqlType.LONGTEXT,
            MysqlType.ENUM,
            MysqlType.SET);
    private static final Set<MysqlType> BYTES = EnumSet.of(
            MysqlType.BINARY,
            MysqlType.VARBINARY,
            MysqlType.TINYBLOB,
            MysqlType.BLOB,
            MysqlType.MEDIUMBLOB,
            MysqlType.LONGBLOB);

    private final Expected[] columns;

    /** @param types of the columns of a result, in order */
    ResultTypes(List<ColumnType> types) {
        Map<ColumnType, Expected> known = new HashMap<>();
        this.columns = types.stream()
                .map(type -> known.computeIfAbsent(type, Expected::of))
                .toArray(Expected[]::new);
    }

    /** The first column that is not as expected, and how it is; empty if all are. */
    Optional<String> difference(Field[] fields) {
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].describes(fields[i])) {
                return Optional.of("column " + fields[i].getName() + " is "
                        + fields[i].getMysqlType().getName() + " and not " + columns[i].type);
            }
        }
        return Optional.empty();
    }

    /**
     * What the result must say of one column.
     *
     * @param decimals digits of a fraction, where values are read by it, else {@link #ANY}
     * @param bytes the length, where keys are made by it, else {@link #ANY}
     */
    private record Expected(ColumnType type, Set<MysqlType> types, int decimals, int bytes) {
        static Expected of(ColumnType type) {
            return switch (type.base()) {
                case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE ->
                    new Expected(type, number(type), ANY, ANY);
                case DECIMAL -> new Expected(type, number(type), type.scale(), ANY);
                case CHAR, VARCHAR, TEXT -> new Expected(type, TEXT, ANY, ANY);
                case BINARY -> new Expected(type, BYTES, ANY, type.size());
                case VARBINARY, BLOB -> new Expected(type, BYTES, ANY, ANY);
                case DATE -> new Expected(type, EnumSet.of(MysqlType.DATE), ANY, ANY);
                case TIME -> new Expected(type, EnumSet.of(MysqlType.TIME), type.size(), ANY);
                case DATETIME -> new Expected(type, EnumSet.of(MysqlType.DATETIME), type.size(), ANY);
                case TIMESTAMP -> new Expected(type, EnumSet.of(MysqlType.TIMESTAMP), type.size(), ANY);
                case YEAR -> new Expected(type, EnumSet.of(MysqlType.YEAR), ANY, ANY);
                case BIT -> new Expected(type, EnumSet.of(MysqlType.BIT), ANY, ANY);
                case JSON -> new Expected(type, EnumSet.of(MysqlType.JSON), ANY, ANY);
                // Read by what the result says it is.
                case OTHER -> new Expected(type, EnumSet.allOf(MysqlType.class), ANY, ANY);
            };
        }

        private static Set<MysqlType> number(ColumnType type) {
            MysqlType signed = MysqlType.valueOf(type.base().name());
            MysqlType unsigned = MysqlType.valueOf(type.base().name() + "_UNSIGNED");
            // Whole numbers are decoded by it. Of others, a UNION forgets that they are unsigned.
            return type.isInteger() ? EnumSet.of(type.unsigned() ? unsigned : signed) : EnumSet.of(signed, unsigned);
        }

        boolean describes(Field field) {
            return types.contains(field.getMysqlType())
                    && (decimals == ANY || decimals == field.getDecimals())
                    && (bytes == ANY || bytes == field.getLength());
        }
    }
}
