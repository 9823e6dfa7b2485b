package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch of up to 128 vectors by hand: keys out of a JSON tree, one {@code IN} for each group, rows matched to keys by
 * a hash map.
 */
final class MinimalBatch {
    private final PlainJdbc jdbc;
    private final Group left;
    private final List<Query> queries;

    MinimalBatch(PlainJdbc jdbc, View view) {
        this.jdbc = jdbc;
        this.left = view.left();
        this.queries = Query.hundred(view);
    }

    byte[] answer(byte[] request) throws IOException, SQLException {
        List<List<Object>> keys = new ArrayList<>();
        for (JsonNode entry : MinimalVector.JSON.readTree(request).get("entries")) {
            keys.add(MinimalVector.key(entry, left));
        }
        List<Map<Object, Object[]>> groups = new ArrayList<>();
        try (Connection connection = jdbc.connection()) {
            for (Query query : queries) {
                groups.add(rows(connection, query, keys));
            }
        }
        return write(keys, groups);
    }

    private Map<Object, Object[]> rows(Connection connection, Query query, List<List<Object>> keys)
            throws SQLException {
        List<Column> columns = query.columns();
        Map<Object, Object[]> found = new HashMap<>(256);
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            query.bind(statement, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = columns.get(i).read(rows, i + 1);
                    }
                    found.put(left.key().size() == 1 ? row[0] : List.of(row[0], row[1]), row);
                }
            }
        }
        return found;
    }

    private byte[] write(List<List<Object>> keys, List<Map<Object, Object[]>> groups) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = MinimalVector.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("features");
            for (List<Object> key : keys) {
                json.writeStartArray();
                for (int i = 0; i < queries.size(); i++) {
                    write(queries.get(i), groups.get(i).get(key.size() == 1 ? key.get(0) : key), json);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeNullField("metadata");
            json.writeArrayFieldStart("status");
            for (int i = 0; i < keys.size(); i++) {
                json.writeString("COMPLETE");
            }
            json.writeEndArray();
            json.writeNullField("detailedStatus");
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(Query query, Object[] row, JsonGenerator json) throws IOException {
        for (int i = query.skipped(); i < row.length; i++) {
            query.columns().get(i).write(row[i], json);
        }
    }
}
