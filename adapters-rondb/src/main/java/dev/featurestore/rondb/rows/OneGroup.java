package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.SQLException;
import java.util.List;

/** One row of one feature group, by its key. Immutable and thread-safe. */
final class OneGroup {
    private static final Row REJECTED = new Row.Rejected("the database does not take the value");

    private final GroupReader group;
    private final String sql;

    OneGroup(GroupReader group) {
        this.group = group;
        List<String> columns = group.valueWidth() == 0 ? List.of("1") : group.valueList("");
        this.sql = Sql.marked(
                "SELECT " + String.join(", ", columns) + " FROM " + Sql.table(group.lookup()) + " WHERE "
                        + Sql.keyEquals("", group.lookup().key()),
                List.of(group.lookup()));
    }

    String sql() {
        return sql;
    }

    /** The row; also for a key that the database does not take. */
    Row read(Session session, Key key) throws SQLException {
        try {
            return session.query(
                    StatementShape.ONE_GROUP,
                    sql,
                    statement -> group.bind(statement, 1, group.stored(key)),
                    rows -> rows.next() ? group.row(rows, 1) : Row.MISSING);
        } catch (SQLException failure) {
            return refused(failure);
        }
    }

    /** What a refused key amounts to; throws the failure if it is about something else. */
    static Row refused(SQLException failure) throws SQLException {
        if (!ValueErrors.isAboutValue(failure)) {
            throw failure;
        }
        return ValueErrors.isUnstorable(failure) ? Row.MISSING : REJECTED;
    }
}
