package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A column of a benchmark table, and how a client by hand would read it and write it as JSON. */
record Column(String name, Kind kind) {
    /** What a column holds. */
    enum Kind {
        BIGINT("bigint", "bigint"),
        INT("int", "int"),
        FLOAT("float", "float"),
        DOUBLE("double", "double"),
        TEXT("string", "varchar(100)"),
        /** Avro, each element in a union with null, as Hopsworks' clients encode it. */
        EMBEDDING("array<double>", "varbinary(5000)");

        private final String offline;
        private final String online;

        Kind(String offline, String online) {
            this.offline = offline;
            this.online = online;
        }
    }

    /** The feature as a data file describes it. */
    String json() {
        return "{\"name\":\"" + name + "\",\"type\":\"" + kind.offline + "\",\"onlineType\":\"" + kind.online + "\"}";
    }

    /** Reads it and gives something of it, so that nothing is optimised away. */
    double touch(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case BIGINT, INT -> row.getLong(index);
            case FLOAT -> row.getFloat(index);
            case DOUBLE -> row.getDouble(index);
            case TEXT -> row.getString(index).length();
            case EMBEDDING -> row.getBytes(index).length;
        };
    }

    /** Reads it to be kept. */
    Object read(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case BIGINT, INT -> row.getLong(index);
            case FLOAT -> row.getFloat(index);
            case DOUBLE -> row.getDouble(index);
            case TEXT -> row.getString(index);
            case EMBEDDING -> row.getBytes(index);
        };
    }

    /** Writes what {@link #read} gave. */
    void write(Object value, JsonGenerator json) throws IOException {
        switch (kind) {
            case BIGINT, INT -> json.writeNumber((Long) value);
            case FLOAT -> json.writeNumber((Float) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case TEXT -> json.writeString((String) value);
            case EMBEDDING -> Embedding.write((byte[]) value, json);
        }
    }

    /** Reads it and writes it at once. */
    void copy(ResultSet row, int index, JsonGenerator json) throws SQLException, IOException {
        switch (kind) {
            case BIGINT, INT -> json.writeNumber(row.getLong(index));
            case FLOAT -> json.writeNumber(row.getFloat(index));
            case DOUBLE -> json.writeNumber(row.getDouble(index));
            case TEXT -> json.writeString(row.getString(index));
            case EMBEDDING -> Embedding.write(row.getBytes(index), json);
        }
    }
}
