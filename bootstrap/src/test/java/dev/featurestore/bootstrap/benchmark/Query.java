package dev.featurestore.bootstrap.benchmark;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement as one would write it by hand for a view or a group, its text made once. Parameters are keys, in the
 * order of the {@code places}.
 *
 * @param columns what it gives, in order; of a batch the key first
 * @param skipped how many of the columns only say which row it is, and are no features
 * @param places how often it takes the key of a row
 */
record Query(String sql, List<Column> columns, int skipped, int places) {
    /** One row of every group of a view: a join from constants, if there are several. */
    static Query joined(View view) {
        return new Query(joinedSql(view), selected(view), 0, view.groups());
    }

    /** One row of each group of a view, each with a statement of its own. */
    static List<Query> inTurn(View view) {
        return view.parts().stream()
                .map(part -> new Query(
                        "SELECT " + part.group().selected(part.columns()) + " FROM "
                                + part.group().table() + " WHERE " + isKey(part.group()),
                        part.columns(),
                        0,
                        1))
                .toList();
    }

    /** A hundred rows of each group of a view; 128 places, as the server pads it. The key comes first. */
    static List<Query> hundred(View view) {
        return view.parts().stream().map(Query::hundred).toList();
    }

    private static Query hundred(View.Part part) {
        Group group = part.group();
        String key = group.selected(group.key());
        String place = group.key().size() == 1 ? "?" : "(?, ?)";
        boolean keyWanted = part.columns().containsAll(group.key());
        List<Column> columns = keyWanted
                ? part.columns()
                : Stream.concat(group.key().stream(), part.columns().stream()).toList();
        String sql = "SELECT " + group.selected(columns) + " FROM " + group.table() + " WHERE "
                + (group.key().size() == 1 ? key : "(" + key + ")") + " IN ("
                + String.join(", ", Collections.nCopies(128, place)) + ")";
        return new Query(sql, columns, keyWanted ? 0 : group.key().size(), 128);
    }

    private static String joinedSql(View view) {
        String what = view.parts().stream()
                .map(part -> part.group().selected(part.columns()))
                .collect(Collectors.joining(", "));
        if (view.groups() == 1) {
            return "SELECT " + what + " FROM " + view.left().table() + " WHERE " + isKey(view.left());
        }
        return "SELECT " + what + " FROM (SELECT 1) d"
                + view.parts().stream()
                        .map(part -> " LEFT JOIN " + part.group().table() + " ON " + isKey(part.group()))
                        .collect(Collectors.joining());
    }

    private static String isKey(Group group) {
        return group.key().stream()
                .map(column -> group.table() + "." + column.name() + " = ?")
                .collect(Collectors.joining(" AND "));
    }

    private static List<Column> selected(View view) {
        List<Column> columns = new ArrayList<>();
        view.parts().forEach(part -> columns.addAll(part.columns()));
        return List.copyOf(columns);
    }

    /** Sets the keys; where there are fewer than places, the last one is repeated. */
    void bind(PreparedStatement statement, List<List<Object>> keys) throws SQLException {
        int parameter = 1;
        for (int place = 0; place < places; place++) {
            for (Object value : keys.get(Math.min(place, keys.size() - 1))) {
                if (value instanceof Long number) {
                    statement.setLong(parameter++, number);
                } else {
                    statement.setString(parameter++, (String) value);
                }
            }
        }
    }
}
