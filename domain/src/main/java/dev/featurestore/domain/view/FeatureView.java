package dev.featurestore.domain.view;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A feature view compiled for serving: all that can be known of its vectors before a request comes. Immutable and
 * thread-safe; compared by identity, so that what an adapter derives from one can be kept beside it.
 */
public final class FeatureView {
    private final FeatureStore store;
    private final String name;
    private final int version;
    private final List<VectorFeature> features;
    private final List<Lookup> lookups;
    private final List<GroupColumns> reads;
    private final Set<String> entryNames;
    private final Set<String> labels;
    private final Map<String, List<Integer>> positions;

    FeatureView(
            FeatureViewDefinition definition,
            List<VectorFeature> features,
            List<Lookup> lookups,
            List<GroupColumns> reads,
            Set<String> entryNames,
            Set<String> labels,
            Map<String, List<Integer>> positions) {
        this.store = definition.store();
        this.name = definition.name();
        this.version = definition.version();
        this.features = List.copyOf(features);
        this.lookups = List.copyOf(lookups);
        this.reads = List.copyOf(reads);
        this.entryNames = Set.copyOf(entryNames);
        this.labels = Set.copyOf(labels);
        this.positions = Map.copyOf(positions);
    }

    /**
     * Compiles a view from its metadata.
     *
     * @throws InvalidFeatureView if a feature or key names a join or column that does not exist, or if the serving keys
     *     of a feature group are not its primary key
     */
    public static FeatureView compile(FeatureViewDefinition definition) {
        return new FeatureViewCompiler(definition).compile();
    }

    /** The store that owns the view. */
    public FeatureStore store() {
        return store;
    }

    /** The view's name, without store and version. */
    public String name() {
        return name;
    }

    /** The view's version. */
    public int version() {
        return version;
    }

    /** The positions of its vectors, in order. Two may bear the same name. */
    public List<VectorFeature> features() {
        return features;
    }

    /** The rows that make up a vector, in join order; spines included, which are never read. */
    public List<Lookup> lookups() {
        return lookups;
    }

    /** What it reads from each feature group, in join order: whoever reads the view needs rights to all of it. */
    public List<GroupColumns> reads() {
        return reads;
    }

    /** Every name that an entry may use. */
    public Set<String> entryNames() {
        return entryNames;
    }

    /**
     * The names that an entry may use for one of its look-ups' key columns, the strongest first: the view's query may
     * join on names that an entry may not use.
     */
    public List<String> entryNamesOf(KeyColumn key) {
        return key.entryNames().stream().filter(entryNames::contains).toList();
    }

    /** The visible names of its labels, which are not served. */
    public Set<String> labels() {
        return labels;
    }

    /** The places in {@link #features()} of that visible name: none if the view serves no such feature. */
    public List<Integer> positionsOf(String featureName) {
        return positions.getOrDefault(featureName, List.of());
    }

    @Override
    public String toString() {
        return store.name() + "/" + name + " version " + version;
    }
}
