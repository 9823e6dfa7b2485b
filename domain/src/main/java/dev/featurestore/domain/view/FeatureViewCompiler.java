package dev.featurestore.domain.view;

import static java.util.stream.Collectors.groupingBy;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the metadata of one feature view into the form that serves requests. Used once, by one thread. */
final class FeatureViewCompiler {
    private final FeatureViewDefinition definition;
    private final Map<Integer, Join> joins = new TreeMap<>();
    private final Map<Integer, LookupDraft> drafts = new LinkedHashMap<>();
    private final Set<String> entryNames = new HashSet<>();
    private final Set<String> labels = new HashSet<>();

    FeatureViewCompiler(FeatureViewDefinition definition) {
        this.definition = definition;
        for (Join join : definition.joins()) {
            if (joins.put(join.index(), join) != null) {
                throw new InvalidFeatureView("two joins have the index " + join.index());
            }
        }
    }

    FeatureView compile() {
        List<Feature> served = new ArrayList<>();
        definition.features().stream()
                .sorted(Comparator.comparingInt(Feature::position))
                .forEach(feature -> {
                    Join join = joinOf("feature '" + feature.name() + "'", feature.joinIndex());
                    if (feature.label()) {
                        labels.add(join.prefix() + feature.name());
                    } else {
                        served.add(feature);
                    }
                });
        draftLookups(served);
        List<VectorFeature> features = served.stream().map(this::vectorFeature).toList();
        List<Lookup> lookups = drafts.values().stream().map(LookupDraft::lookup).toList();
        return new FeatureView(definition, features, lookups, reads(lookups), entryNames, labels, positions(features));
    }

    private Join joinOf(String what, int index) {
        return Optional.ofNullable(joins.get(index))
                .orElseThrow(() ->
                        new InvalidFeatureView(what + " belongs to join " + index + ", which the view does not have"));
    }

    /** Drafts a look-up for each join that gives a feature, in join order; keys of the others only name entries. */
    private void draftLookups(List<Feature> served) {
        for (ServingKey key : definition.servingKeys()) {
            joinOf("serving key '" + key.featureName() + "'", key.joinIndex());
            entryNames.add(key.prefix() + key.featureName());
            entryNames.add(key.featureName());
        }
        Map<Integer, List<ServingKey>> keys =
                definition.servingKeys().stream().collect(groupingBy(ServingKey::joinIndex));
        for (Join join : joins.values()) {
            if (served.stream().anyMatch(feature -> feature.joinIndex() == join.index())) {
                List<ServingKey> ofJoin = keys.getOrDefault(join.index(), List.of());
                drafts.put(join.index(), new LookupDraft(drafts.size(), join, ofJoin));
            }
        }
    }

    private VectorFeature vectorFeature(Feature feature) {
        @Nullable LookupDraft draft = drafts.get(feature.joinIndex());
        if (draft == null) {
            throw new IllegalStateException("no look-up for join " + feature.joinIndex());
        }
        return new VectorFeature(draft.join.prefix() + feature.name(), feature.type(), draft.sourceOf(feature));
    }

    /** What is taken from each feature group, summed over its joins, as grants are given for groups. */
    private static List<GroupColumns> reads(List<Lookup> lookups) {
        Map<Integer, GroupColumns> reads = new LinkedHashMap<>();
        for (Lookup lookup : lookups) {
            if (!lookup.group().spine()) {
                reads.merge(lookup.group().id(), GroupColumns.of(lookup), GroupColumns::and);
            }
        }
        return List.copyOf(reads.values());
    }

    private static Map<String, List<Integer>> positions(List<VectorFeature> features) {
        Map<String, List<Integer>> positions = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            positions
                    .computeIfAbsent(features.get(i).name(), name -> new ArrayList<>())
                    .add(i);
        }
        positions.replaceAll((name, places) -> List.copyOf(places));
        return positions;
    }

    /** A look-up that gets a column for each feature that is no part of its key. */
    private static final class LookupDraft {
        private final int position;
        private final Join join;
        private final List<KeyColumn> key;
        private final List<ValueColumn> columns = new ArrayList<>();

        LookupDraft(int position, Join join, List<ServingKey> servingKeys) {
            this.position = position;
            this.join = join;
            this.key = servingKeys.stream()
                    .map(this::keyColumn)
                    .sorted(Comparator.comparingInt(
                            column -> join.group().primaryKey().indexOf(column.name())))
                    .toList();
            requireWholePrimaryKey();
        }

        private KeyColumn keyColumn(ServingKey servingKey) {
            String plain = servingKey.featureName();
            String prefixed = servingKey.prefix() + plain;
            List<String> names = new ArrayList<>();
            if (!servingKey.required()) {
                servingKey.joinOn().ifPresent(names::add);
            }
            names.add(prefixed);
            names.add(plain);
            return new KeyColumn(
                    plain,
                    columnType(plain),
                    names.stream().distinct().toList(),
                    servingKey.required(),
                    servingKey.joinOn());
        }

        private void requireWholePrimaryKey() {
            FeatureGroup group = join.group();
            List<String> served = key.stream().map(KeyColumn::name).toList();
            boolean whole = served.size() == group.primaryKey().size()
                    && Set.copyOf(served).equals(Set.copyOf(group.primaryKey()));
            if (!group.spine() && (!whole || served.isEmpty())) {
                throw new InvalidFeatureView("the serving keys " + served + " of join " + join.index()
                        + " are not the primary key " + group.primaryKey() + " of table " + group.table());
            }
        }

        private ColumnType columnType(String column) {
            FeatureGroup group = join.group();
            if (group.spine()) {
                return ColumnType.UNKNOWN;
            }
            return Optional.ofNullable(group.columns().get(column))
                    .orElseThrow(
                            () -> new InvalidFeatureView("table " + group.table() + " has no column '" + column + "'"));
        }

        VectorFeature.Source sourceOf(Feature feature) {
            for (int part = 0; part < key.size(); part++) {
                if (key.get(part).name().equals(feature.name())) {
                    return new VectorFeature.FromKey(position, part);
                }
            }
            ValueColumn column = new ValueColumn(feature.name(), columnType(feature.name()), feature.type());
            if (!columns.contains(column)) {
                columns.add(column);
            }
            return new VectorFeature.FromRow(position, columns.indexOf(column));
        }

        Lookup lookup() {
            return new Lookup(position, join.index(), join.group(), key, columns);
        }
    }
}
