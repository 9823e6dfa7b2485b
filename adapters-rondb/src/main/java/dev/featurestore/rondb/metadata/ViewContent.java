package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a view was made of. As long as the view has its id, none of this changes, except that feature groups may be
 * deleted.
 *
 * @param joins the left-most first
 * @param features with labels, in their order
 * @param groups those that are there, by id
 */
record ViewContent(
        List<JoinRow> joins, List<FeatureRow> features, List<ServingKey> keys, Map<Integer, GroupRow> groups) {
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

    @Nullable
    GroupRow groupOf(JoinRow join) {
        return join.group() == null ? null : groups.get(join.group());
    }

    /** The groups that give features, without spines, which are not read. */
    List<GroupRow> servedGroups() {
        return groupsOf(feature -> !feature.label());
    }

    /** The groups that give features which an Avro schema decodes. */
    List<GroupRow> decodedGroups() {
        return groupsOf(FeatureRow::decoded);
    }

    private List<GroupRow> groupsOf(Predicate<FeatureRow> which) {
        Set<Integer> used = features.stream()
                .filter(which)
                .map(FeatureRow::join)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return joins.stream()
                .filter(join -> used.contains(join.id()))
                .map(this::groupOf)
                .filter(group -> group != null && !group.spine())
                .distinct()
                .toList();
    }
}
