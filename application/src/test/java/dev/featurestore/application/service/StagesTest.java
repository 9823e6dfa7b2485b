package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final FeatureViewName NAME = new FeatureViewName("shop", "users", 1);
    private static final FeatureViews FOUND = (name, deadline) -> new Resolution.Found(view());
    private static final OnlineStore EMPTY = (view, entries, deadline) -> CompletableFuture.completedFuture(
            entries.stream().map(entry -> new EntryRows(List.of(Row.MISSING))).toList());

    private final List<Stage> entered = new ArrayList<>();

    @Test
    void aVectorPassesAllStagesInOrder() {
        Completed.get(new FeatureVectorService(FOUND, EMPTY).get(one()));

        assertThat(entered).containsExactly(Stage.VIEW, Stage.PLAN, Stage.STORE, Stage.VECTORS);
    }

    @Test
    void aBatchPassesThemOnce() {
        List<Entry> entries = List.of(entry("1"), entry("2"));

        Completed.get(new FeatureVectorService(FOUND, EMPTY)
                .get(new GetFeatureVectors.Query(new Caller.Anyone(), NAME, entries, List.of(), true, entered::add)));

        assertThat(entered).containsExactly(Stage.VIEW, Stage.PLAN, Stage.STORE, Stage.VECTORS);
    }

    @Test
    void aViewThatIsNotThereIsTheOnlyStage() {
        Completed.get(new FeatureVectorService((name, deadline) -> new Resolution.NoStore(), EMPTY).get(one()));

        assertThat(entered).containsExactly(Stage.VIEW);
    }

    @Test
    void aStoreThatFailsIsTheLastStage() {
        OnlineStore failing =
                (view, entries, deadline) -> CompletableFuture.failedFuture(new IllegalStateException("down"));

        assertThatThrownBy(() -> Completed.get(new FeatureVectorService(FOUND, failing).get(one())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(entered).last().isEqualTo(Stage.STORE);
    }

    private GetFeatureVector.Query one() {
        return new GetFeatureVector.Query(
                new Caller.Anyone(), NAME, entry("1"), PassedFeatures.NONE, true, entered::add);
    }

    private static Entry entry(String id) {
        return new Entry.Given(Map.of("id", new Value.Numeral(id)));
    }

    private static FeatureView view() {
        FeatureStore store = new FeatureStore(1, "shop");
        FeatureGroup users = new FeatureGroup(
                1,
                "users",
                1,
                store,
                false,
                Map.of("id", ColumnType.parse("bigint"), "age", ColumnType.parse("int")),
                List.of("id"));
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                "users",
                1,
                List.of(new FeatureViewDefinition.Join(0, "", users)),
                List.of(new FeatureViewDefinition.Feature("age", OfflineType.of("int"), 0, 0, false)),
                List.of(new FeatureViewDefinition.ServingKey(0, "id", "", true, Optional.empty()))));
    }
}
