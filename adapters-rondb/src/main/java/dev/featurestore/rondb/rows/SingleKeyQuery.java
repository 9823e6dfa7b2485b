package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.SQLException;

/** One row of one feature group, by its key. Immutable and thread-safe. */
final class SingleKeyQuery {
    private static final Row REJECTED = new Row.Rejected("the database does not take the value");

    private final LookupTable group;
    private final Select select;

    SingleKeyQuery(LookupTable group) {
        this.group = group;
        String from = " FROM " + Sql.table(group.lookup()) + " WHERE "
                + Sql.keyEquals("", group.lookup().key());
        this.select = new Select(group.columns(""), columns -> "SELECT " + columns + from);
    }

    Select select() {
        return select;
    }

    /** The row; also for a key that the database does not take. */
    Row read(Session session, Key key) throws SQLException {
        if (!group.canBeStored(key)) {
            return Row.MISSING;
        }
        try {
            return session.query(
                    StatementShape.SINGLE_KEY,
                    select,
                    statement -> group.bind(statement, 1, key),
                    rows -> rows.next() ? group.row(rows, 1) : Row.MISSING);
        } catch (SQLException failure) {
            return refused(session, group, failure);
        }
    }

    /** What a refused key amounts to; throws the failure if it is about something else than the key. */
    static Row refused(Session session, LookupTable group, SQLException failure) throws SQLException {
        if (!ValueErrors.isAboutValue(failure)) {
            throw failure;
        }
        session.verifyKey(group);
        return ValueErrors.isUnstorable(failure) ? Row.MISSING : REJECTED;
    }
}
