package dev.featurestore.domain.view;

import dev.featurestore.domain.value.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A feature group as the online store knows it ({@code feature_group}, and the columns of its online table).
 *
 * @param id its number, by which grants and detailed statuses name it
 * @param store the store that owns it, which need not be that of the view that reads it
 * @param spine whether it has no online table: its values come with the request
 * @param columns the online table's columns by name; empty for a spine
 * @param primaryKey the names of the online table's primary-key columns; empty for a spine
 * @param avroSchema the text of the Avro schema that is registered for the group ({@code subjects}, {@code schemas}),
 *     for an online store that keeps complex features in that form; empty if there is none or no need of it
 */
public record FeatureGroup(
        int id,
        String name,
        int version,
        FeatureStore store,
        boolean spine,
        Map<String, ColumnType> columns,
        List<String> primaryKey,
        Optional<String> avroSchema) {
    public FeatureGroup {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(store, "store");
        columns = Map.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        Objects.requireNonNull(avroSchema, "avroSchema");
    }

    /** A feature group whose values need no schema to be read. */
    public FeatureGroup(
            int id,
            String name,
            int version,
            FeatureStore store,
            boolean spine,
            Map<String, ColumnType> columns,
            List<String> primaryKey) {
        this(id, name, version, store, spine, columns, primaryKey, Optional.empty());
    }

    /** A spine: a feature group without an online table. */
    public static FeatureGroup spine(int id, String name, int version, FeatureStore store) {
        return new FeatureGroup(id, name, version, store, true, Map.of(), List.of());
    }

    /** The online table's name within the store's database: {@code <name>_<version>}. */
    public String table() {
        return name + "_" + version;
    }
}
