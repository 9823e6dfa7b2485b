package dev.featurestore.domain.vector;

import dev.featurestore.domain.Sent;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The online tables of a test, and vectors served from them. */
final class Tables {
    private final Map<String, Function<Lookup, Row>> rows = new HashMap<>();

    /** @param key the parts of the key as text, separated by commas */
    Tables row(String table, String key, String... columnsAndValues) {
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            values.put(columnsAndValues[i], Sent.json(columnsAndValues[i + 1]));
        }
        return row(
                table,
                key,
                lookup -> new Row.Found(lookup.columns().stream()
                        .map(column -> values.getOrDefault(column.name(), Value.NULL))
                        .toList()));
    }

    Tables row(String table, String key, Row row) {
        return row(table, key, lookup -> row);
    }

    private Tables row(String table, String key, Function<Lookup, Row> row) {
        rows.put(table + "/" + key, row);
        return this;
    }

    FeatureVector serve(FeatureView view, Entry entry) {
        return serve(view, entry, PassedFeatures.NONE, true);
    }

    FeatureVector serve(FeatureView view, Entry entry, PassedFeatures passed, boolean validate) {
        return serve(view, List.of(entry), List.of(passed), validate).get(0);
    }

    List<FeatureVector> serve(FeatureView view, List<Entry> entries, List<PassedFeatures> passed, boolean validate) {
        Plan plan = Plan.of(view, entries, passed, validate);
        return plan.assemble(
                plan.toRead().stream().map(keys -> read(view, keys)).toList());
    }

    private EntryRows read(FeatureView view, EntryKeys keys) {
        return new EntryRows(view.lookups().stream()
                .map(lookup ->
                        keys.of(lookup.position()).map(key -> read(lookup, key)).orElse(Row.NOT_READ))
                .toList());
    }

    private Row read(Lookup lookup, Key key) {
        String name = lookup.group().name() + "/"
                + key.parts().stream().map(Tables::text).collect(Collectors.joining(","));
        return Optional.ofNullable(rows.get(name)).map(row -> row.apply(lookup)).orElse(Row.MISSING);
    }

    private static String text(KeyValue part) {
        if (part instanceof KeyValue.Whole whole) {
            return Long.toString(whole.value());
        }
        return part instanceof KeyValue.Text characters ? characters.value() : part.toString();
    }
}
