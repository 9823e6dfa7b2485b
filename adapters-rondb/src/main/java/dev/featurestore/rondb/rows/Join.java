package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What joins of several feature groups have in common: aliases, select list and its reading. Immutable. */
record Join(List<LookupTable> groups) {
    Join {
        groups = List.copyOf(groups);
    }

    static String alias(int group) {
        return "g" + group;
    }

    /** The columns of all groups, group after group. */
    List<Select.Column> columns() {
        List<Select.Column> columns = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            columns.addAll(groups.get(i).columns(alias(i) + "."));
        }
        return columns;
    }

    String table(int group) {
        return Sql.table(groups.get(group).lookup()) + " " + alias(group);
    }

    /** The row of each group, in order, of which the current row is made. */
    List<Row> read(ResultRow row) throws SQLException {
        List<Row> rows = new ArrayList<>(groups.size());
        int index = 1;
        for (LookupTable group : groups) {
            rows.add(group.isThere(row, index) ? group.row(row, index) : Row.MISSING);
            index += group.width();
        }
        return rows;
    }
}
