package dev.featurestore.web.vectors;

import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.web.RequestRefused;
import dev.featurestore.web.json.JsonReader;
import dev.featurestore.web.json.ObjectReader;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request for one vector. */
final class SingleRequest {
    private static final Set<String> MEMBERS = CommonMembers.and("entries", "passedFeatures");

    private final CommonMembers common = new CommonMembers();
    private @Nullable Map<String, Value> entries;
    private PassedFeatures passed = PassedFeatures.NONE;

    private SingleRequest() {}

    /** @throws RequestRefused if it is no such body */
    static SingleRequest read(byte[] body) {
        SingleRequest request = new SingleRequest();
        ObjectReader.readBody(body, MEMBERS, request::read);
        return request;
    }

    private void read(String name, JsonReader json) {
        switch (name) {
            case "entries" -> entries = json.isObject(name) ? json.values(() -> name) : null;
            case "passedFeatures" ->
                passed = json.isObject(name) ? new PassedFeatures(json.values(() -> name)) : PassedFeatures.NONE;
            default -> common.read(name, json);
        }
    }

    /** @throws RequestRefused if a required member is not there */
    GetFeatureVector.Query query(Caller caller, RequestContext stages) {
        @Nullable Map<String, Value> given = entries;
        return new GetFeatureVector.Query(
                caller,
                common.view(given != null),
                new Entry.Given(given == null ? Map.of() : given),
                passed,
                common.validatePassed(),
                stages);
    }

    ResponseOptions options() {
        return common.options();
    }
}
