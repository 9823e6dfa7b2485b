package dev.featurestore.domain.vector;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Fills the positions of vectors from what was passed, sent and read, and judges their status. Thread-safe. */
final class Assembler {
    private final FeatureView view;

    Assembler(FeatureView view) {
        this.view = view;
    }

    EntryRows nothingRead() {
        return new EntryRows(Collections.nCopies(view.lookups().size(), Row.NOT_READ));
    }

    List<LookupStatus> nothingLookedUp() {
        return Collections.nCopies(view.lookups().size(), LookupStatus.NOT_LOOKED_UP);
    }

    FeatureVector assemble(PlannedEntry.Resolved entry, EntryRows rows) {
        LookupStatus[] statuses = new LookupStatus[view.lookups().size()];
        boolean complete = true;
        for (int i = 0; i < statuses.length; i++) {
            Row row = rows.byLookup().get(i);
            if (row instanceof Row.Rejected rejected) {
                return new FeatureVector.Failed(rejection(i, rejected), nothingLookedUp());
            }
            statuses[i] = status(row);
            complete &= statuses[i] == LookupStatus.FOUND;
        }
        List<LookupStatus> lookups = Collections.unmodifiableList(Arrays.asList(statuses));
        for (int i = 0; i < statuses.length; i++) {
            if (rows.byLookup().get(i) instanceof Row.Undecodable undecodable) {
                return new FeatureVector.Failed(undecodable(i, undecodable), lookups);
            }
        }
        return new FeatureVector.Served(new VectorValues(view, entry, rows), complete, lookups);
    }

    private static LookupStatus status(Row row) {
        if (row instanceof Row.Found) {
            return LookupStatus.FOUND;
        }
        if (row instanceof Row.Missing) {
            return LookupStatus.NO_ROW;
        }
        return row instanceof Row.Undecodable ? LookupStatus.UNDECODABLE : LookupStatus.NOT_LOOKED_UP;
    }

    private Failure undecodable(int lookup, Row.Undecodable row) {
        return new Failure(
                ErrorCode.COMPLEX_FEATURE_UNDECODABLE,
                "Feature '" + row.column() + "' of " + table(lookup) + ": " + row.problem());
    }

    private Failure rejection(int lookup, Row.Rejected row) {
        return new Failure(ErrorCode.VALUE_REJECTED_BY_STORE, "Key of " + table(lookup) + ": " + row.problem());
    }

    private String table(int lookup) {
        Lookup of = view.lookups().get(lookup);
        return of.group().store().name() + "/" + of.group().table();
    }
}
