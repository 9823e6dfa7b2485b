package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.Values;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import java.sql.SQLException;

/** Reads one column of one type. Thread-safe. */
@FunctionalInterface
interface ColumnReader {
    /**
     * Reads the column's value in the current row.
     *
     * @param index the column's place in the result, from 1
     * @param into takes the value, unless it is an SQL NULL
     * @param place the value's place there, from 0
     * @throws ComplexFeatures.Undecodable if the value is of a complex feature and does not decode
     */
    void read(ResultRow row, int index, Values.Builder into, int place)
            throws SQLException, ComplexFeatures.Undecodable;
}
