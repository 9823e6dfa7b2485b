package dev.featurestore.inmemory;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.service.ApiKeyAuthentication;
import dev.featurestore.application.service.FeatureVectorService;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Map;

/** Asks a store for vectors the way a request does. */
record Client(InMemoryStore store, String apiKey) {

    /** The vectors' values; an entry at fault gives {@code [ERROR]}; a refused batch its message. */
    List<List<Object>> ask(String storeName, String view, Entry... entries) {
        Answer<Caller> caller =
                new ApiKeyAuthentication(store).authenticate(Credential.ofHeader(apiKey), Deadline.NONE);
        if (caller instanceof Answer.Refused<Caller> refused) {
            return List.of(List.of(refused.failure().message()));
        }
        Answer<GetFeatureVectors.Vectors> answer = Completed.get(new FeatureVectorService(store, store)
                .get(new GetFeatureVectors.Query(
                        ((Answer.Given<Caller>) caller).value(),
                        new FeatureViewName(storeName, view, 1),
                        List.of(entries),
                        List.of(),
                        true)));
        return answer instanceof Answer.Given<GetFeatureVectors.Vectors> given
                ? given.value().vectors().stream().map(Client::shown).toList()
                : List.of(List.of(((Answer.Refused<GetFeatureVectors.Vectors>) answer)
                        .failure()
                        .message()));
    }

    private static List<Object> shown(FeatureVector vector) {
        return vector instanceof FeatureVector.Served served
                ? List.of(served.complete() ? "COMPLETE" : "MISSING", served.features())
                : List.of("ERROR");
    }

    static Entry entry(Map<String, Value> values) {
        return new Entry.Given(values);
    }

    static Value number(String digits) {
        return new Value.Numeral(digits);
    }
}
