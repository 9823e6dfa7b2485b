package dev.featurestore.rondb.testing;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Text of SQL that all engines take. */
final class Sql {
    private Sql() {}

    static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    static String table(String database, String table) {
        return quote(database) + "." + quote(table);
    }

    static String insert(String database, String table, List<String> columns) {
        return insert(database, table, columns, Collections.nCopies(columns.size(), "?"));
    }

    static String insert(String database, String table, List<String> columns, List<String> values) {
        return "INSERT INTO " + table(database, table)
                + columns.stream().map(Sql::quote).collect(Collectors.joining(", ", " (", ")"))
                + values.stream().collect(Collectors.joining(", ", " VALUES (", ")"));
    }
}
