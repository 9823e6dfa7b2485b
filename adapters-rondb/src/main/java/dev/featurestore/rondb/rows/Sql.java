package dev.featurestore.rondb.rows;

import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import java.util.List;

/** The pieces of statements. Identifiers come from metadata only and are quoted; values are always bound. */
final class Sql {
    private Sql() {}

    static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    static String table(Lookup lookup) {
        return quoted(lookup.group().store().name()) + "."
                + quoted(lookup.group().table());
    }

    /** {@code (a, b)}, or {@code a} alone: what an IN compares. */
    static String keyTuple(String alias, List<KeyColumn> key) {
        List<String> names =
                key.stream().map(column -> alias + quoted(column.name())).toList();
        return tuple(names);
    }

    static String tuple(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }

    /** {@code a = ? AND b = ?}. */
    static String keyEquals(String alias, List<KeyColumn> key) {
        return String.join(
                " AND ",
                key.stream()
                        .map(column -> alias + quoted(column.name()) + " = ?")
                        .toList());
    }
}
