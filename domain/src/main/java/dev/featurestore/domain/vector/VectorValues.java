package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.VectorFeature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one vector, where they are: those of keys as the entry gave them, others in the rows that were read,
 * unless the client passed them. Null where there is no row.
 */
final class VectorValues extends Values {
    private final List<VectorFeature> features;
    private final List<List<Value>> echoes;
    private final List<Row> rows;
    /** By position; null if nothing was passed, or not for that position. */
    private final @Nullable Value @Nullable [] passed;

    VectorValues(FeatureView view, PlannedEntry.Resolved entry, EntryRows rows) {
        this.features = view.features();
        this.echoes = entry.echoes();
        this.rows = rows.byLookup();
        this.passed = passed(view, entry.passed());
    }

    private static @Nullable Value @Nullable [] passed(FeatureView view, PassedFeatures features) {
        if (features.values().isEmpty()) {
            return null;
        }
        @Nullable Value[] byPosition = new Value[view.features().size()];
        for (Map.Entry<String, Value> feature : features.values().entrySet()) {
            for (int position : view.positionsOf(feature.getKey())) {
                byPosition[position] = feature.getValue();
            }
        }
        return byPosition;
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public Value get(int index) {
        @Nullable Value own = own(index);
        if (own != null) {
            return own;
        }
        VectorFeature.FromRow column = column(index);
        return row(column).get(column.column());
    }

    @Override
    public <X extends Exception> void accept(int index, Visitor<X> visitor) throws X {
        @Nullable Value own = own(index);
        if (own != null) {
            visitor.value(own);
            return;
        }
        VectorFeature.FromRow column = column(index);
        row(column).accept(column.column(), visitor);
    }

    @Override
    public boolean isNull(int index) {
        @Nullable Value own = own(index);
        if (own != null) {
            return own instanceof Value.Null;
        }
        VectorFeature.FromRow column = column(index);
        return row(column).isNull(column.column());
    }

    /** The value at that position; null if it stands in a row. */
    private @Nullable Value own(int index) {
        @Nullable Value given = passed == null ? null : passed[index];
        if (given != null) {
            return given;
        }
        VectorFeature.Source source = features.get(index).source();
        if (source instanceof VectorFeature.FromKey key) {
            return echoes.get(key.lookup()).get(key.part());
        }
        return rows.get(source.lookup()) instanceof Row.Found ? null : Value.NULL;
    }

    private VectorFeature.FromRow column(int index) {
        return (VectorFeature.FromRow) features.get(index).source();
    }

    private Values row(VectorFeature.FromRow column) {
        return ((Row.Found) rows.get(column.lookup())).values();
    }
}
