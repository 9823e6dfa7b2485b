package dev.featurestore.domain.vector;

import java.util.List;
import java.util.Optional;

/**
 * What one entry looks up.
 *
 * @param byLookup for each of the view's look-ups, in order, the row's key; empty where the entry does not give the
 *     whole key, or where the feature group is a spine
 */
public record EntryKeys(List<Optional<Key>> byLookup) {
    public EntryKeys {
        byLookup = List.copyOf(byLookup);
    }

    /** The key for that look-up; empty: not to be read. */
    public Optional<Key> of(int lookup) {
        return byLookup.get(lookup);
    }

    /** Whether there is anything to read at all. */
    public boolean any() {
        return count() > 0;
    }

    /** How many rows are to be read. */
    public int count() {
        int count = 0;
        for (int i = 0; i < byLookup.size(); i++) {
            if (byLookup.get(i).isPresent()) {
                count++;
            }
        }
        return count;
    }
}
