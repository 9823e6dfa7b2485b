package dev.featurestore.bootstrap.microbenchmark;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.vector.Plan;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A view of one feature group: a key, {@code id}, and doubles. Requests for it, and rows. */
final class Doubles {
    private final int doubles;
    private final FeatureView view;
    private final Random random = new Random(4711);

    /** @param features the view's features, the key among them */
    Doubles(int features) {
        this.doubles = features - 1;
        FeatureStore store = new FeatureStore(67, "bench");
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("id", ColumnType.parse("bigint"));
        List<Feature> served = new ArrayList<>();
        served.add(new Feature("id", OfflineType.of("bigint"), 0, 0, false));
        for (int i = 0; i < doubles; i++) {
            columns.put("f" + i, ColumnType.parse("double"));
            served.add(new Feature("f" + i, OfflineType.of("double"), 0, i + 1, false));
        }
        FeatureGroup group = new FeatureGroup(1, "doubles", 1, store, false, columns, List.of("id"));
        this.view = FeatureView.compile(new FeatureViewDefinition(
                store,
                "doubles",
                1,
                List.of(new Join(0, "", group)),
                served,
                List.of(new ServingKey(0, "id", "", true, Optional.empty()))));
    }

    /** What a request of so many entries asks for, its keys drawn by lot. */
    List<Entry> entries(int count) {
        return Stream.generate(this::entry).limit(count).toList();
    }

    private Entry entry() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("id", new Value.Numeral(Integer.toString(random.nextInt(1_000_000))));
        return new Entry.Given(values);
    }

    /** The plan of a request, as the service makes it. */
    Plan plan(List<Entry> entries) {
        List<PassedFeatures> passed = entries.size() == 1 ? List.of(PassedFeatures.NONE) : List.of();
        return Plan.of(view, entries, passed, true);
    }

    /** What so many look-ups bring. */
    List<EntryRows> rows(int count) {
        return Stream.generate(() -> new EntryRows(List.of(row()))).limit(count).toList();
    }

    private Row row() {
        Values.Builder values = new Values.Builder(doubles);
        for (int i = 0; i < doubles; i++) {
            values.float64(i, random.nextDouble());
        }
        return new Row.Found(values.build());
    }
}
