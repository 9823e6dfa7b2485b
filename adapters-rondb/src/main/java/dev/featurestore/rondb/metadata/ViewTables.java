package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureViewName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands about one view in the tables of stores, views, joins and features: one statement each. */
final class ViewTables {
    private final MetadataDatabase database;

    ViewTables(MetadataDatabase database) {
        this.database = database;
    }

    /**
     * A row of {@code training_dataset_join}.
     *
     * @param group the feature group's id; null once the group is deleted
     */
    record JoinRow(
            int id, int index, String prefix, @Nullable Integer group) {}

    /**
     * A row of {@code training_dataset_feature}.
     *
     * @param group the feature group's id; null once the group is deleted
     * @param join the join's id
     */
    record FeatureRow(
            String name,
            OfflineType type,
            boolean label,
            @Nullable Integer group,
            @Nullable Integer join) {
        /** Whether its values are decoded by the group's Avro schema. */
        boolean decoded() {
            return !label && type.isComplex();
        }
    }

    /** The store, however it is spelled. */
    Optional<StoreRow> store(String lowerCase, String what) {
        return database
                .read(
                        ErrorCode.FEATURE_STORE_UNREADABLE,
                        what,
                        handle -> handle.createQuery("SELECT s.id AS store_id, s.name AS store_name, s.project_id"
                                        + " FROM hopsworks.feature_store s WHERE LOWER(s.name) = :name")
                                .bind("name", lowerCase)
                                .map((row, context) -> StoreRow.from(row))
                                .list())
                .stream()
                // A collation may find names equal that are not, by blanks at the end for instance.
                .filter(row -> row.name().equals(lowerCase))
                .findFirst();
    }

    /** The view's id. */
    Optional<Integer> view(int store, FeatureViewName name, String what) {
        return database
                .read(
                        ErrorCode.FEATURE_VIEW_UNREADABLE,
                        what,
                        handle -> handle.createQuery(
                                        "SELECT v.id, v.name FROM hopsworks.feature_view v"
                                                + " WHERE v.feature_store_id = :store AND v.name = :name AND v.version = :version")
                                .bind("store", store)
                                .bind("name", name.view())
                                .bind("version", name.version())
                                .map((row, context) -> new Named(row.getInt(1), row.getString(2)))
                                .list())
                .stream()
                .filter(view -> view.name().equals(name.view()))
                .map(Named::id)
                .findFirst();
    }

    /** The view's joins, the left-most first. */
    List<JoinRow> joins(int view, String what) {
        return database.read(
                ErrorCode.JOINS_UNREADABLE,
                what,
                handle -> handle.createQuery(
                                "SELECT j.id, j.idx, j.prefix, j.feature_group FROM hopsworks.training_dataset_join j"
                                        + " WHERE j.feature_view_id = :view ORDER BY j.idx")
                        .bind("view", view)
                        .map((row, context) -> new JoinRow(
                                row.getInt("id"),
                                row.getInt("idx"),
                                textOrEmpty(row, "prefix"),
                                row.getObject("feature_group", Integer.class)))
                        .list());
    }

    /** The view's features and labels in their order. */
    List<FeatureRow> features(int view, String what) {
        return database.read(
                ErrorCode.FEATURES_UNREADABLE,
                what,
                handle -> handle.createQuery("SELECT f.name, f.type, f.label, f.feature_group, f.td_join"
                                + " FROM hopsworks.training_dataset_feature f"
                                + " WHERE f.feature_view_id = :view ORDER BY f.idx, f.id")
                        .bind("view", view)
                        .map((row, context) -> new FeatureRow(
                                row.getString("name"),
                                OfflineType.of(textOrEmpty(row, "type")),
                                row.getInt("label") != 0,
                                row.getObject("feature_group", Integer.class),
                                row.getObject("td_join", Integer.class)))
                        .list());
    }

    static String textOrEmpty(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }

    private record Named(int id, String name) {}
}
