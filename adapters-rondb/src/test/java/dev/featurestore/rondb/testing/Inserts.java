package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes rows into the metadata database. */
final class Inserts {
    private final Connection connection;

    Inserts(Connection connection) {
        this.connection = connection;
    }

    /** A row of that table, to which columns are added; what is not added has the column's default. */
    Row into(String table) {
        return new Row(table);
    }

    final class Row {
        private final String table;
        private final List<String> columns = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        private Row(String table) {
            this.table = table;
        }

        /** Adds a column; a boolean becomes 0 or 1. */
        Row with(String column, Object value) {
            columns.add(column);
            values.add(value instanceof Boolean flag ? (Object) (flag ? 1 : 0) : value);
            return this;
        }

        void insert() throws SQLException {
            try (PreparedStatement statement = prepare(Statement.NO_GENERATED_KEYS)) {
                statement.executeUpdate();
            }
        }

        /** Inserts it and gives back the id that the database chose. */
        int insertForId() throws SQLException {
            try (PreparedStatement statement = prepare(Statement.RETURN_GENERATED_KEYS)) {
                statement.executeUpdate();
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    if (!keys.next()) {
                        throw new SQLException(table + " gives its rows no ids");
                    }
                    return keys.getInt(1);
                }
            }
        }

        private PreparedStatement prepare(int generatedKeys) throws SQLException {
            PreparedStatement statement =
                    connection.prepareStatement(Sql.insert(HopsworksSchema.DATABASE, table, columns), generatedKeys);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        }
    }
}
