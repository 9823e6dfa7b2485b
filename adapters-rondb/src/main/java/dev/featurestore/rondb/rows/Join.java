package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What joins of several feature groups have in common: aliases, select list and its reading. Immutable. */
record Join(List<GroupReader> groups) {
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

    /** Reads the current row into the places of the groups' look-ups. */
    void read(Cells row, Row[] byLookup) throws SQLException {
        int index = 1;
        for (GroupReader group : groups) {
            byLookup[group.position()] = group.isThere(row, index) ? group.row(row, index) : Row.MISSING;
            index += group.width();
        }
    }
}
