package dev.featurestore.domain.vector;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one entry and its passed features against a view, and works out what to look up for it. Thread-safe. */
final class EntryPlanner {
    private final FeatureView view;
    private final boolean validatePassed;

    EntryPlanner(FeatureView view, boolean validatePassed) {
        this.view = view;
        this.validatePassed = validatePassed;
    }

    /** In the order of the API's checks: entry names, passed features, key values. */
    PlannedEntry plan(Entry entry, PassedFeatures passed) {
        if (entry instanceof Entry.NotAnObject wrong) {
            return new PlannedEntry.Refused(
                    new Failure(
                            ErrorCode.INCORRECT_PRIMARY_KEY,
                            "Wrong entry. Got: '" + wrong.kind().word() + "', expected: 'object'"),
                    false);
        }
        Map<String, Value> given = ((Entry.Given) entry).values();
        @Nullable Failure failure = checkNames(given);
        if (failure == null && validatePassed) {
            failure = checkPassed(passed);
        }
        return failure == null ? resolve(given, passed) : new PlannedEntry.Refused(failure, false);
    }

    private @Nullable Failure checkNames(Map<String, Value> given) {
        if (given.isEmpty()) {
            return new Failure(ErrorCode.INCORRECT_PRIMARY_KEY, "No entries found");
        }
        for (String name : given.keySet()) {
            if (!view.entryNames().contains(name)) {
                // The misspelt word is part of the API: clients match on it.
                return new Failure(
                        ErrorCode.INCORRECT_PRIMARY_KEY, "Wrong primay-key column. Column: " + Failure.shortened(name));
            }
        }
        return null;
    }

    private @Nullable Failure checkPassed(PassedFeatures passed) {
        for (Map.Entry<String, Value> feature : passed.values().entrySet()) {
            List<Integer> positions = view.positionsOf(feature.getKey());
            if (positions.isEmpty()) {
                return noFeature(feature.getKey());
            }
            for (int position : positions) {
                OfflineType type = view.features().get(position).type();
                if (!type.accepts(feature.getValue().kind())) {
                    return wrongFeature(feature.getKey(), type, feature.getValue());
                }
            }
        }
        return null;
    }

    private PlannedEntry resolve(Map<String, Value> given, PassedFeatures passed) {
        List<Lookup> lookups = view.lookups();
        List<Optional<Key>> keys = new ArrayList<>(lookups.size());
        List<List<Value>> echoes = new ArrayList<>(lookups.size());
        for (int i = 0; i < lookups.size(); i++) {
            Lookup lookup = lookups.get(i);
            boolean spine = lookup.group().spine();
            int parts = lookup.key().size();
            KeyValue[] typed = new KeyValue[parts];
            Value[] echo = new Value[parts];
            boolean whole = !spine;
            for (int part = 0; part < parts; part++) {
                KeyColumn column = lookup.key().get(part);
                @Nullable Value sent = sent(column, given);
                echo[part] = sent == null ? Value.NULL : sent;
                if (sent == null) {
                    whole = false;
                } else if (!spine) {
                    Optional<KeyValue> value = column.type().toKey(sent);
                    if (value.isEmpty()) {
                        return new PlannedEntry.Refused(wrongKey(column, given, sent), true);
                    }
                    typed[part] = value.get();
                }
            }
            keys.add(whole ? Optional.of(new Key(List.of(typed))) : Optional.empty());
            echoes.add(List.of(echo));
        }
        return new PlannedEntry.Resolved(new EntryKeys(keys), echoes, passed);
    }

    /** The value under the first name that the entry gives for that column: a null counts, as it is given. */
    private static @Nullable Value sent(KeyColumn column, Map<String, Value> given) {
        List<String> names = column.entryNames();
        for (int i = 0; i < names.size(); i++) {
            @Nullable Value value = given.get(names.get(i));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private Failure noFeature(String name) {
        String why =
                view.labels().contains(name) ? "' is a label of feature view " : "' does not exist in feature view ";
        return new Failure(ErrorCode.NO_FEATURE, "Passed feature '" + Failure.shortened(name) + why + view);
    }

    private static Failure wrongFeature(String name, OfflineType type, Value value) {
        return new Failure(
                ErrorCode.WRONG_DATA_TYPE,
                "Wrong type of passed feature '" + name + "'. Got: '"
                        + value.kind().word() + "', expected: '" + type.expected() + "' (offline type: " + type.text()
                        + "), value: " + ValuePreview.of(value));
    }

    private static Failure wrongKey(KeyColumn column, Map<String, Value> given, Value sent) {
        String name = column.entryNames().stream()
                .filter(given::containsKey)
                .findFirst()
                .orElse(column.name());
        return new Failure(
                ErrorCode.WRONG_DATA_TYPE,
                "Wrong value of serving key '" + name + "'. Got: '"
                        + sent.kind().word() + "' " + ValuePreview.of(sent) + ", expected: "
                        + column.type().keyExpectation() + " (column type: " + column.type() + ")");
    }
}
