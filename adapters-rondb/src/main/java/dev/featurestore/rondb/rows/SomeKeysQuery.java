package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of some rows of one feature group: the first that the database finds, but for those that no client could send.
 * Thread-safe.
 */
final class SomeKeysQuery {
    private final LookupTable group;
    private final Select select;

    /** @param limit how many keys at most, from 1 */
    SomeKeysQuery(LookupTable group, int limit) {
        this.group = group;
        this.select = new Select(
                group.keyColumns(),
                columns -> "SELECT " + columns + " FROM " + Sql.table(group.lookup()) + " LIMIT " + limit);
    }

    List<Key> read(Session session) throws SQLException {
        return session.query(StatementShape.SOME_KEYS, select, statement -> {}, rows -> {
            List<Key> keys = new ArrayList<>();
            while (rows.next()) {
                try {
                    keys.add(group.key(rows, 1));
                } catch (SQLException noKeyThatAClientCouldSend) {
                    // a day that is none, for example: nobody can ask for that row
                }
            }
            return keys;
        });
    }
}
