package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A single vector by hand: the key out of a JSON tree, one statement or some in turn, each column from the driver
 * straight to the answer.
 */
record MinimalVector(PlainJdbc jdbc, Group left, List<Query> queries) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    byte[] answer(byte[] request) throws IOException, SQLException {
        List<List<Object>> keys = List.of(key(JSON.readTree(request).get("entries"), left));
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (Connection connection = jdbc.connection();
                JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("features");
            for (Query query : queries) {
                copy(connection, query, keys, json);
            }
            json.writeEndArray();
            json.writeNullField("metadata");
            json.writeStringField("status", "COMPLETE");
            json.writeNullField("detailedStatus");
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** The key that an entry names. */
    static List<Object> key(JsonNode entry, Group group) {
        long id = entry.get("id").longValue();
        return group.key().size() == 1
                ? List.of(id)
                : List.of(id, entry.get("region").textValue());
    }

    private static void copy(Connection connection, Query query, List<List<Object>> keys, JsonGenerator json)
            throws SQLException, IOException {
        List<Column> columns = query.columns();
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            query.bind(statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).copy(row, i + 1, json);
                }
            }
        }
    }
}
