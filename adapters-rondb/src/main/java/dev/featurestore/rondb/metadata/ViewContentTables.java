package dev.featurestore.rondb.metadata;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.stream.Collectors.groupingBy;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.ViewContent.FeatureRow;
import dev.featurestore.rondb.metadata.ViewContent.JoinRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Joins, features, serving keys and feature groups of many views, in one statement. Hopsworks writes serving keys down
 * from 3.4 on; before, they follow from the groups' primary keys.
 */
final class ViewContentTables {
    private static final String JOINS =
            "SELECT 'J', j.feature_view_id, j.id, j.idx, j.feature_group, NULL, NULL, j.prefix, NULL, NULL"
                    + " FROM hopsworks.training_dataset_join j WHERE j.feature_view_id IN (<views>)";
    private static final String FEATURES =
            "SELECT 'F', f.feature_view_id, f.id, f.idx, f.feature_group, f.td_join, f.label, f.name, f.type, NULL"
                    + " FROM hopsworks.training_dataset_feature f WHERE f.feature_view_id IN (<views>)";
    private static final String KEYS = "SELECT 'K', k.feature_view_id, k.id, k.join_index, NULL, NULL, k.required,"
            + " k.feature_name, k.prefix, k.join_on"
            + " FROM hopsworks.serving_key k WHERE k.feature_view_id IN (<views>)";
    private static final String GROUPS =
            "SELECT 'G', j.feature_view_id, g.id, g.version, s.id, s.project_id, <spine>, g.name, s.name, NULL"
                    + " FROM hopsworks.training_dataset_join j JOIN hopsworks.feature_group g ON g.id = j.feature_group"
                    + " JOIN hopsworks.feature_store s ON s.id = g.feature_store_id<onDemand>"
                    + " WHERE j.feature_view_id IN (<views>)";
    /** Every column of every primary key is required, with the prefix of its join. */
    private static final String CONSTRAINTS =
            "SELECT 'K', j.feature_view_id, c.id, j.idx, NULL, NULL, 1, c.name, j.prefix, NULL"
                    + " FROM hopsworks.training_dataset_join j JOIN hopsworks.feature_group g ON g.id = j.feature_group"
                    + " JOIN hopsworks.";

    private static final String CHOSEN = " WHERE j.feature_view_id IN (<views>) AND c.primary_column = 1";
    private static final String UNION = " UNION ALL ";
    private static final String PRIMARY_KEYS = CONSTRAINTS
            + "cached_feature_extra_constraints c ON c.cached_feature_group_id = g.cached_feature_group_id" + CHOSEN
            + UNION + CONSTRAINTS
            + "cached_feature_extra_constraints c ON c.stream_feature_group_id = g.stream_feature_group_id" + CHOSEN
            + UNION + CONSTRAINTS
            + "on_demand_feature c ON c.on_demand_feature_group_id = g.on_demand_feature_group_id" + CHOSEN;

    private final MetadataDatabase database;

    ViewContentTables(MetadataDatabase database) {
        this.database = database;
    }

    /**
     * The content of each of these views, by their ids.
     *
     * @param ids at most {@link InLists#MAX_LENGTH}
     */
    Map<Integer, ViewContent> of(Collection<Integer> ids, MetadataShape shape, String what) {
        Map<Integer, List<Row>> rows =
                rows(parts(shape), InLists.padded(ids), what).stream().collect(groupingBy(Row::view));
        Map<Integer, ViewContent> contents = new HashMap<>();
        ids.forEach(id -> contents.put(id, content(rows.getOrDefault(id, List.of()))));
        return contents;
    }

    private static List<Part> parts(MetadataShape shape) {
        boolean spines = GroupTables.hasSpines(shape);
        return List.of(
                new Part(ErrorCode.JOINS_UNREADABLE, " (joins)", JOINS),
                new Part(ErrorCode.FEATURES_UNREADABLE, " (features)", FEATURES),
                new Part(
                        ErrorCode.FEATURE_VIEW_UNREADABLE,
                        " (serving keys)",
                        shape.hasTable("serving_key") ? KEYS : PRIMARY_KEYS),
                new Part(
                        ErrorCode.FEATURE_GROUP_UNREADABLE,
                        " (feature groups)",
                        GROUPS.replace("<spine>", spines ? "d.spine" : "0")
                                .replace("<onDemand>", spines ? GroupTables.ON_DEMAND : "")));
    }

    /** All parts in one statement. If that fails, each by itself, so that the failure says which. */
    private List<Row> rows(List<Part> parts, List<Integer> ids, String what) {
        String whole = parts.stream().map(Part::sql).collect(Collectors.joining(UNION));
        try {
            return database.read(ErrorCode.FEATURE_VIEW_UNREADABLE, what, handle -> rows(handle, whole, ids));
        } catch (StoreFailure failure) {
            if (failure.code() != ErrorCode.FEATURE_VIEW_UNREADABLE) {
                throw failure;
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.addAll(database.read(part.code(), what + part.suffix(), handle -> rows(handle, part.sql(), ids)));
        }
        return rows;
    }

    private static List<Row> rows(Handle handle, String sql, List<Integer> ids) {
        return handle.createQuery(sql)
                .bindList("views", ids)
                .map((row, context) -> Row.from(row))
                .list();
    }

    private static ViewContent content(List<Row> rows) {
        return new ViewContent(
                of(rows, 'J', comparing(Row::place, nullsFirst(naturalOrder())), Row::join),
                of(rows, 'F', comparing(Row::place, nullsFirst(naturalOrder())).thenComparing(Row::id), Row::feature),
                of(rows, 'K', comparingInt(Row::id), Row::key).stream()
                        .distinct()
                        .toList(),
                of(rows, 'G', comparingInt(Row::id), Row::group).stream()
                        .distinct()
                        .collect(Collectors.toMap(GroupRow::id, Function.identity())));
    }

    private static <T> List<T> of(List<Row> rows, char kind, Comparator<Row> order, Function<Row, T> made) {
        Stream<Row> ofKind = rows.stream().filter(row -> row.kind() == kind);
        return ofKind.sorted(order).map(made).toList();
    }

    private record Part(ErrorCode code, String suffix, String sql) {}

    /** A row of any of the tables, as far as the union has columns for it. */
    private record Row(
            char kind,
            int view,
            int id,
            @Nullable Integer place,
            @Nullable Integer first,
            @Nullable Integer second,
            boolean flag,
            String name,
            String text,
            String more) {
        static Row from(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(1).charAt(0),
                    row.getInt(2),
                    row.getInt(3),
                    row.getObject(4, Integer.class),
                    row.getObject(5, Integer.class),
                    row.getObject(6, Integer.class),
                    row.getInt(7) != 0,
                    Interned.of(textOrEmpty(row, 8)),
                    Interned.of(textOrEmpty(row, 9)),
                    Interned.of(textOrEmpty(row, 10)));
        }

        private static String textOrEmpty(ResultSet row, int column) throws SQLException {
            @Nullable String text = row.getString(column);
            return text == null ? "" : text;
        }

        private static int orZero(@Nullable Integer number) {
            return number == null ? 0 : number;
        }

        JoinRow join() {
            return new JoinRow(id, orZero(place), name, first);
        }

        FeatureRow feature() {
            return new FeatureRow(name, Interned.of(OfflineType.of(text)), flag, first, second);
        }

        ServingKey key() {
            return Interned.of(new ServingKey(
                    orZero(place), name, text, flag, Optional.of(more).filter(joinOn -> !joinOn.isEmpty())));
        }

        GroupRow group() {
            FeatureStore store = new FeatureStore(orZero(first), text.toLowerCase(Locale.ROOT));
            return Interned.of(new GroupRow(id, name, orZero(place), new StoreRow(store, orZero(second)), flag));
        }
    }
}
