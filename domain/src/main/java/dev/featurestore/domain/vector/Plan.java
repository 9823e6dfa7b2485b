package dev.featurestore.domain.vector;

import dev.featurestore.domain.view.FeatureView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The way from the entries of a request to its vectors: first it says which rows to read, then it assembles what they
 * brought. A single vector is a plan of one entry. Immutable and thread-safe.
 */
public final class Plan {
    private final FeatureView view;
    private final List<PlannedEntry> entries;
    private final List<EntryKeys> toRead;

    private Plan(FeatureView view, List<PlannedEntry> entries, List<EntryKeys> toRead) {
        this.view = view;
        this.entries = entries;
        this.toRead = toRead;
    }

    /**
     * Plans a request. An entry at fault does not disturb the others: its failure is part of the plan.
     *
     * @param passed the passed features of each entry, in order, {@link PassedFeatures#NONE} for one without; or empty
     *     if none were passed at all
     * @param validatePassed whether passed features must exist in the view and be of their feature's type; if not,
     *     those that do not exist are ignored
     * @throws IllegalArgumentException if there are passed features, but not as many as entries
     */
    public static Plan of(FeatureView view, List<Entry> entries, List<PassedFeatures> passed, boolean validatePassed) {
        if (!passed.isEmpty() && passed.size() != entries.size()) {
            throw new IllegalArgumentException(passed.size() + " passed features for " + entries.size() + " entries");
        }
        EntryPlanner planner = new EntryPlanner(view, validatePassed);
        List<PlannedEntry> planned = new ArrayList<>(entries.size());
        List<EntryKeys> toRead = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            PassedFeatures features = passed.isEmpty() ? PassedFeatures.NONE : passed.get(i);
            PlannedEntry entry = planner.plan(entries.get(i), features);
            planned.add(entry);
            if (entry instanceof PlannedEntry.Resolved resolved
                    && resolved.keys().any()) {
                toRead.add(resolved.keys());
            }
        }
        return new Plan(view, planned, List.copyOf(toRead));
    }

    /**
     * The keys to be read: those of each entry that is valid and has at least one whole key, in order. May be empty.
     */
    public List<EntryKeys> toRead() {
        return toRead;
    }

    /** Whether an entry is refused for the type that a key column had when the view was compiled. */
    public boolean refusesByKeyType() {
        for (PlannedEntry entry : entries) {
            if (entry instanceof PlannedEntry.Refused refused && refused.byKeyType()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Assembles the vectors.
     *
     * @param rows what each of {@link #toRead()} brought, in that order
     * @return a vector for each entry of the request, in order
     * @throws IllegalArgumentException if there are more or fewer rows than asked for
     */
    public List<FeatureVector> assemble(List<EntryRows> rows) {
        if (rows.size() != toRead.size()) {
            throw new IllegalArgumentException(rows.size() + " entries read of " + toRead.size());
        }
        Assembler assembler = new Assembler(view);
        Iterator<EntryRows> next = rows.iterator();
        List<FeatureVector> vectors = new ArrayList<>(entries.size());
        for (PlannedEntry entry : entries) {
            if (entry instanceof PlannedEntry.Resolved resolved) {
                vectors.add(
                        assembler.assemble(resolved, resolved.keys().any() ? next.next() : assembler.nothingRead()));
            } else if (entry instanceof PlannedEntry.Refused refused) {
                vectors.add(new FeatureVector.Failed(refused.failure(), assembler.nothingLookedUp()));
            }
        }
        return vectors;
    }
}
