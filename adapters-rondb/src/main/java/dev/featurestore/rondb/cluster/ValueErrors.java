package dev.featurestore.rondb.cluster;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import java.sql.SQLException;
import java.util.Set;

/** Tells failures that a bound value is to blame for from those of the database. */
public final class ValueErrors {
    /**
     * Illegal mix of collations, cannot convert string, and, from MySQL 8.0.22 on, impossible conversion of a
     * parameter: the column's character set lacks a character.
     */
    private static final Set<Integer> CHARACTER_NOT_IN_COLUMN = Set.of(1267, 1270, 1271, 1977, 3854, 3988);
    /** Incorrect value, incorrect string value, truncated: of the general SQLState, so told by their numbers. */
    private static final Set<Integer> INCORRECT_VALUE = Set.of(1264, 1292, 1366, 1411, 1525);

    private ValueErrors() {}

    /**
     * Whether the database refused a value, rather than failed; or would refuse a statement for the size of its values.
     */
    public static boolean isAboutValue(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof PacketTooBigException
                || (state != null && state.startsWith("22"))
                || INCORRECT_VALUE.contains(failure.getErrorCode())
                || isUnstorable(failure);
    }

    /** Whether the value has characters that its column cannot hold: then no row has it. */
    public static boolean isUnstorable(SQLException failure) {
        return CHARACTER_NOT_IN_COLUMN.contains(failure.getErrorCode());
    }
}
