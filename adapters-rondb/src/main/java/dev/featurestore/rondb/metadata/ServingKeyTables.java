package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.rondb.metadata.ViewTables.JoinRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A view's serving keys: Hopsworks writes them down from 3.4 on; before, they follow from the groups' primary keys. */
final class ServingKeyTables {
    private static final String CONSTRAINTS =
            "SELECT g.id, c.name FROM hopsworks.feature_group g" + " JOIN hopsworks.cached_feature_extra_constraints c";
    private static final String CHOSEN = " WHERE g.id IN (<groups>) AND c.primary_column = 1";
    private static final String PRIMARY_KEYS = CONSTRAINTS
            + " ON c.cached_feature_group_id = g.cached_feature_group_id" + CHOSEN
            + " UNION ALL " + CONSTRAINTS + " ON c.stream_feature_group_id = g.stream_feature_group_id" + CHOSEN
            + " UNION ALL SELECT g.id, c.name FROM hopsworks.feature_group g JOIN hopsworks.on_demand_feature c"
            + " ON c.on_demand_feature_group_id = g.on_demand_feature_group_id" + CHOSEN;

    private final MetadataDatabase database;

    ServingKeyTables(MetadataDatabase database) {
        this.database = database;
    }

    /** The view's serving keys, in one statement. */
    List<ServingKey> of(int view, List<JoinRow> joins, String what) {
        return database.shape().hasTable("serving_key") ? written(view, what) : derived(joins, what);
    }

    private List<ServingKey> written(int view, String what) {
        return database.read(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                what,
                handle -> handle.createQuery("SELECT k.join_index, k.feature_name, k.prefix, k.required, k.join_on"
                                + " FROM hopsworks.serving_key k WHERE k.feature_view_id = :view ORDER BY k.id")
                        .bind("view", view)
                        .map((row, context) -> new ServingKey(
                                row.getInt("join_index"),
                                row.getString("feature_name"),
                                ViewTables.textOrEmpty(row, "prefix"),
                                row.getInt("required") != 0,
                                Optional.of(ViewTables.textOrEmpty(row, "join_on"))
                                        .filter(name -> !name.isEmpty())))
                        .list());
    }

    /** Every column of every primary key is required, with the prefix of its join. */
    private List<ServingKey> derived(List<JoinRow> joins, String what) {
        Set<Integer> groups = new TreeSet<>();
        for (JoinRow join : joins) {
            if (join.group() != null) {
                groups.add(join.group());
            }
        }
        if (groups.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<String>> keys = primaryKeys(groups, what);
        return joins.stream()
                .filter(join -> join.group() != null)
                .flatMap(join -> keys.getOrDefault(join.group(), List.of()).stream()
                        .map(column -> new ServingKey(join.index(), column, join.prefix(), true, Optional.empty())))
                .toList();
    }

    private Map<Integer, List<String>> primaryKeys(Set<Integer> groups, String what) {
        return database
                .read(
                        ErrorCode.FEATURE_VIEW_UNREADABLE,
                        what,
                        handle -> handle.createQuery(PRIMARY_KEYS)
                                .bindList("groups", List.copyOf(groups))
                                .map((row, context) -> new KeyColumn(row.getInt(1), row.getString(2)))
                                .list())
                .stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        KeyColumn::group, Collectors.mapping(KeyColumn::name, Collectors.toList())));
    }

    private record KeyColumn(int group, String name) {}
}
