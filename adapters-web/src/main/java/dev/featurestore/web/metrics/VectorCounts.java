package dev.featurestore.web.metrics;

import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.VectorFeature;

/**
 * What the vectors that one request was answered with hold. Belongs to the request, and is used by one thread at a
 * time.
 */
public final class VectorCounts {
    private static final int[] NONE = {};

    private final FeatureView view;
    private int complete;
    private int missing;
    private int failed;
    private int[] nulls = NONE;
    private int[] missingRows = NONE;
    private int[] passed = NONE;

    /** Counts vectors of that view; none so far. */
    public VectorCounts(FeatureView view) {
        this.view = view;
    }

    /** Counts one vector. */
    public void add(FeatureVector vector) {
        if (!(vector instanceof FeatureVector.Served served)) {
            failed++;
            return;
        }
        if (served.complete()) {
            complete++;
        } else {
            missing++;
        }
        Values values = served.features();
        for (int position = 0; position < values.size(); position++) {
            if (values.isNull(position)) {
                addNull(position, served);
            }
        }
    }

    private void addNull(int position, FeatureVector.Served vector) {
        if (view.features().get(position).source() instanceof VectorFeature.FromRow column
                && vector.lookups().get(column.lookup()) != LookupStatus.FOUND) {
            missingRows = counted(missingRows, position);
        } else {
            nulls = counted(nulls, position);
        }
    }

    /** Counts the features that one entry passed; those that the view does not have are not counted. */
    public void addPassed(PassedFeatures features) {
        for (String name : features.values().keySet()) {
            for (int position : view.positionsOf(name)) {
                passed = counted(passed, position);
            }
        }
    }

    private int[] counted(int[] counts, int position) {
        int[] all = counts.length == 0 ? new int[view.features().size()] : counts;
        all[position]++;
        return all;
    }

    /** The view that they are of. */
    public FeatureView view() {
        return view;
    }

    /** Vectors of which every row was found. */
    public int complete() {
        return complete;
    }

    /** Vectors of which a row was not found. */
    public int missing() {
        return missing;
    }

    /** Entries without a vector. */
    public int failed() {
        return failed;
    }

    /** How often the value at that position was null although its row was there. */
    int nulls(int position) {
        return at(nulls, position);
    }

    /** How often the value at that position was null because there was no row. */
    int missingRows(int position) {
        return at(missingRows, position);
    }

    /** How often the value at that position was passed by the client. */
    int passed(int position) {
        return at(passed, position);
    }

    /** Whether there is anything to count of single features. */
    boolean ofFeatures() {
        return nulls != NONE || missingRows != NONE || passed != NONE;
    }

    private static int at(int[] counts, int position) {
        return counts.length == 0 ? 0 : counts[position];
    }
}
