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

    /** For each group a key column, which tells whether there is a row, and the values. */
    String selectList() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            columns.add(groups.get(i).keyList(alias(i) + ".").get(0));
            columns.addAll(groups.get(i).valueList(alias(i) + "."));
        }
        return String.join(", ", columns);
    }

    String table(int group) {
        return Sql.table(groups.get(group).lookup()) + " " + alias(group);
    }

    String marked(String statement) {
        return Sql.marked(statement, groups.stream().map(GroupReader::lookup).toList());
    }

    /** Reads the current row into the places of the groups' look-ups. */
    void read(Cells row, Row[] byLookup) throws SQLException {
        int index = 1;
        for (GroupReader group : groups) {
            byLookup[group.position()] = group.isThere(row, index) ? group.row(row, index + 1) : Row.MISSING;
            index += 1 + group.valueWidth();
        }
    }
}
