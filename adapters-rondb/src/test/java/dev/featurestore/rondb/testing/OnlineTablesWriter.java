package dev.featurestore.rondb.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.rondb.testing.World.Column;
import dev.featurestore.rondb.testing.World.Group;
import dev.featurestore.rondb.testing.World.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A database for each store, a table for each group in it, and the rows. */
final class OnlineTablesWriter {
    private final Engine engine;
    private final Connection connection;

    OnlineTablesWriter(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    static String database(Store store) {
        return store.name().toLowerCase(Locale.ROOT);
    }

    void write(Store store) throws SQLException {
        for (Group group : store.featureGroups()) {
            if (!group.spine()) {
                createTable(database(store), group);
                insertRows(database(store), group);
            }
        }
    }

    private void createTable(String database, Group group) throws SQLException {
        String columns = group.features().stream()
                .map(column -> Sql.quote(column.name()) + " " + engine.columnType(column.onlineType())
                        + (group.primaryKey().contains(column.name()) ? " NOT NULL" : " NULL"))
                .collect(Collectors.joining(", "));
        String key = group.primaryKey().stream().map(Sql::quote).collect(Collectors.joining(", "));
        MySql.execute(
                connection,
                "CREATE TABLE " + Sql.table(database, group.table()) + " (" + columns + ", " + engine.primaryKey(key)
                        + ")");
    }

    private void insertRows(String database, Group group) throws SQLException {
        if (group.rows().isEmpty()) {
            return;
        }
        List<String> names = group.features().stream().map(Column::name).toList();
        List<String> places = group.features().stream().map(this::place).toList();
        try (PreparedStatement insert =
                connection.prepareStatement(Sql.insert(database, group.table(), names, places))) {
            for (List<JsonNode> row : group.rows()) {
                for (int i = 0; i < names.size(); i++) {
                    set(insert, i + 1, group.features().get(i), row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String place(Column column) {
        boolean json = ColumnType.parse(column.onlineType()).base() == ColumnType.Base.JSON;
        return json && !engine.speaksMySql() ? "? FORMAT JSON" : "?";
    }

    /** Numbers, dates and times go as text: the database reads them, to the last digit. */
    static void set(PreparedStatement statement, int index, Column column, JsonNode value) throws SQLException {
        if (value == null || value.isNull()) {
            statement.setNull(index, Types.NULL);
        } else if (OfflineType.of(column.type()).isComplex()) {
            statement.setBytes(index, AvroValues.encode(column.type(), value));
        } else {
            switch (ColumnType.parse(column.onlineType()).base()) {
                case BINARY, VARBINARY, BLOB, BIT ->
                    statement.setBytes(index, Base64.getDecoder().decode(value.textValue()));
                case JSON -> statement.setString(index, value.toString());
                case YEAR -> statement.setInt(index, value.intValue()); // the text '0' would be 2000
                default ->
                    statement.setString(index, value.isBoolean() ? (value.booleanValue() ? "1" : "0") : value.asText());
            }
        }
    }
}
