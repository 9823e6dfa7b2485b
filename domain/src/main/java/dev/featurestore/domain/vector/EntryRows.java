package dev.featurestore.domain.vector;

import java.util.List;

/**
 * What the look-ups of one entry brought.
 *
 * @param byLookup for each of the view's look-ups, in order, its outcome
 */
public record EntryRows(List<Row> byLookup) {
    public EntryRows {
        byLookup = List.copyOf(byLookup);
    }
}
