package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One row from each of several feature groups, each found by its own key's values. Immutable and thread-safe. */
final class ConstantJoin {
    private final Join join;
    private final Select select;

    ConstantJoin(List<LookupTable> groups) {
        this.join = new Join(groups);
        StringBuilder from = new StringBuilder(" FROM (SELECT 1) d");
        for (int i = 0; i < groups.size(); i++) {
            from.append(" LEFT JOIN ")
                    .append(join.table(i))
                    .append(" ON ")
                    .append(Sql.keyEquals(
                            Join.alias(i) + ".", groups.get(i).lookup().key()));
        }
        this.select = new Select(join.columns(), columns -> "SELECT " + columns + from);
    }

    Select select() {
        return select;
    }

    /** The row of each group, in order. */
    List<Row> read(Session session, EntryKeys keys) throws SQLException {
        return session.query(StatementShape.CONSTANT_JOIN, select, statement -> bind(statement, keys), rows -> {
            if (!rows.next()) {
                throw new SQLException("a join from constants gave no row");
            }
            return join.read(rows);
        });
    }

    private void bind(PreparedStatement statement, EntryKeys keys) throws SQLException {
        int index = 1;
        for (LookupTable group : join.groups()) {
            index = group.bind(statement, index, keys.of(group.position()).orElseThrow());
        }
    }
}
