package dev.featurestore.web;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.BrowseFeatureViews;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.vector.PassedFeatures;
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
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Use cases that answer what a test wants. Until it says so, a vector is made of all values of its entry, then all that
 * are passed: what was read from the request comes back.
 */
public final class FakeApi {
    public static final FeatureView VIEW = view();

    volatile Function<GetFeatureVector.Query, Answer<GetFeatureVector.Vector>> vector = FakeApi::echoOne;
    volatile Function<GetFeatureVectors.Query, Answer<GetFeatureVectors.Vectors>> vectors = FakeApi::echoMany;
    volatile Authenticate authenticate = (credential, deadline) -> new Answer.Given<>(new Caller.Anyone());
    volatile StoreHealth health = () -> List.of(new StoreHealth.Part("online-store", true, "1 of 1 servers"));

    /** Where vectors are made: in the thread that asks for them, unless a test wants them to come later. */
    volatile Executor answering = Runnable::run;

    /** Delegates to whatever the fields hold when it is called. */
    WebApi api() {
        return new WebApi(
                query -> CompletableFuture.supplyAsync(() -> vector.apply(query), answering),
                query -> CompletableFuture.supplyAsync(() -> vectors.apply(query), answering),
                (credential, deadline) -> authenticate.authenticate(credential, deadline),
                (credential, deadline) -> authenticate.authenticate(credential, deadline),
                () -> health.parts(),
                new Browsed());
    }

    /** What was asked for by name; its answers are about the one view, or {@link #refusal}. */
    volatile List<Object> browsed = List.of();

    volatile Optional<Failure> refusal = Optional.empty();
    volatile FeatureView described = VIEW;
    volatile List<Map<String, Value>> stored = List.of();

    private final class Browsed implements BrowseFeatureViews {
        @Override
        public Answer<List<FeatureStore>> stores(Caller caller, Deadline deadline) {
            return answer(List.of(caller), List.of(VIEW.store()));
        }

        @Override
        public Answer<Views> views(Caller caller, String store, Deadline deadline) {
            return answer(List.of(caller, store), new Views(VIEW.store(), List.of(new ViewVersion("sample_2", 1))));
        }

        @Override
        public Answer<Described> view(Caller caller, FeatureViewName name, Deadline deadline) {
            return answer(List.of(caller, name), new Described(described, stored));
        }

        private <T> Answer<T> answer(List<Object> asked, T answer) {
            browsed = asked;
            return refusal.<Answer<T>>map(Answer.Refused::new).orElseGet(() -> new Answer.Given<>(answer));
        }
    }

    void serve(Value... features) {
        vector = query -> new Answer.Given<>(new GetFeatureVector.Vector(VIEW, served(List.of(features))));
    }

    void refuse(ErrorCode code, String message) {
        vector = query -> new Answer.Refused<>(new Failure(code, message));
        vectors = query -> new Answer.Refused<>(new Failure(code, message));
    }

    public static FeatureVector.Served served(List<Value> features) {
        return new FeatureVector.Served(features, true, List.of(LookupStatus.FOUND));
    }

    private static Answer<GetFeatureVector.Vector> echoOne(GetFeatureVector.Query query) {
        List<Value> values = values(((Entry.Given) query.entry()).values(), query.passed());
        return new Answer.Given<>(new GetFeatureVector.Vector(VIEW, served(values)));
    }

    private static Answer<GetFeatureVectors.Vectors> echoMany(GetFeatureVectors.Query query) {
        List<FeatureVector> vectors = new ArrayList<>();
        for (int i = 0; i < query.entries().size(); i++) {
            PassedFeatures passed = query.passed().isEmpty()
                    ? PassedFeatures.NONE
                    : query.passed().get(i);
            vectors.add(
                    query.entries().get(i) instanceof Entry.Given given
                            ? served(values(given.values(), passed))
                            : new FeatureVector.Failed(
                                    new Failure(ErrorCode.INCORRECT_PRIMARY_KEY, ""),
                                    List.of(LookupStatus.NOT_LOOKED_UP)));
        }
        return new Answer.Given<>(new GetFeatureVectors.Vectors(VIEW, vectors));
    }

    private static List<Value> values(Map<String, Value> entry, PassedFeatures passed) {
        return Stream.concat(entry.values().stream(), passed.values().values().stream())
                .toList();
    }

    private static FeatureView view() {
        FeatureStore store = new FeatureStore(67, "fsdb002");
        FeatureGroup group = new FeatureGroup(
                12,
                "sample_2",
                1,
                store,
                false,
                Map.of(
                        "id1", ColumnType.parse("bigint"),
                        "ts", ColumnType.parse("date"),
                        "data1", ColumnType.parse("varchar(100)"),
                        "data2", ColumnType.parse("varchar(100)")),
                List.of("id1"));
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                "sample_2",
                1,
                List.of(new FeatureViewDefinition.Join(0, "", group)),
                List.of(
                        feature("id1", "bigint", 0),
                        feature("ts", "date", 1),
                        feature("data1", "string", 2),
                        feature("data2", "string", 3)),
                List.of(new FeatureViewDefinition.ServingKey(0, "id1", "", true, Optional.empty()))));
    }

    private static FeatureViewDefinition.Feature feature(String name, String type, int position) {
        return new FeatureViewDefinition.Feature(name, OfflineType.of(type), 0, position, false);
    }
}
