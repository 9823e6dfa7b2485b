package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import java.util.List;

/** What the look-up of one row brought. */
public sealed interface Row {
    /** There is no row with that key. */
    Row MISSING = new Missing();

    /** The row was not looked up: the key is incomplete, or the feature group is a spine. */
    Row NOT_READ = new NotRead();

    /**
     * The row.
     *
     * @param values a value for each of {@link dev.featurestore.domain.view.Lookup#columns()}, in that order
     */
    record Found(Values values) implements Row {
        /** The row, of values in a list that does not change. */
        public Found(List<Value> values) {
            this(Values.of(values));
        }
    }

    /** Use {@link #MISSING}. */
    record Missing() implements Row {}

    /** Use {@link #NOT_READ}. */
    record NotRead() implements Row {}

    /**
     * The row is there, but a value in it cannot be decoded.
     *
     * @param column the feature's name, without prefix
     * @param problem what is wrong with it, in words for the client
     */
    record Undecodable(String column, String problem) implements Row {}

    /**
     * The database does not take the key's value.
     *
     * @param problem why, in words for the client
     */
    record Rejected(String problem) implements Row {}
}
