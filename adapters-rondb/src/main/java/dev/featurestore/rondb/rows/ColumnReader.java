package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.Value;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import java.sql.SQLException;

/** Reads one column of one type. Thread-safe. */
@FunctionalInterface
interface ColumnReader {
    /**
     * Reads the column's value in the current row.
     *
     * @param index the column's place in the result, from 1
     * @return {@link Value#NULL} for an SQL NULL
     * @throws ComplexFeatures.Undecodable if the value is of a complex feature and does not decode
     */
    Value read(ResultRow row, int index) throws SQLException, ComplexFeatures.Undecodable;
}
