package dev.featurestore.web.vectors;

import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.RequestRefused;
import dev.featurestore.web.json.JsonReader;
import dev.featurestore.web.json.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of a request for many vectors. */
final class BatchRequest {
    private static final Set<String> MEMBERS = CommonMembers.and("entries", "passedFeatures", "requestId");

    private final int maxEntries;
    private final CommonMembers common = new CommonMembers();
    private @Nullable List<Entry> entries;
    private int entryCount;
    private final List<PassedFeatures> passed = new ArrayList<>();
    private int passedCount;
    private final Consumer<String> requestId;

    private BatchRequest(int maxEntries, Consumer<String> requestId) {
        this.maxEntries = maxEntries;
        this.requestId = requestId;
    }

    /**
     * @param maxEntries how many entries a batch may have
     * @param requestId told the id that the client gave the request, if it gave any, even if what follows is at fault
     * @throws RequestRefused if it is no such body
     */
    static BatchRequest read(byte[] body, int maxEntries, Consumer<String> requestId) {
        BatchRequest request = new BatchRequest(maxEntries, requestId);
        ObjectReader.readBody(body, MEMBERS, request::read);
        return request;
    }

    private void read(String name, JsonReader json) {
        switch (name) {
            case "entries" -> readEntries(json);
            case "passedFeatures" -> readPassed(json);
            case "requestId" -> Optional.ofNullable(json.text(name)).ifPresent(requestId);
            default -> common.read(name, json);
        }
    }

    private void readEntries(JsonReader json) {
        if (!json.isArray("entries")) {
            return;
        }
        List<Entry> read = new ArrayList<>();
        for (; json.nextItem(); entryCount++) {
            Entry entry = readEntry(json, entryCount);
            if (entryCount < maxEntries) {
                read.add(entry);
            }
        }
        entries = read;
    }

    private static Entry readEntry(JsonReader json, int index) {
        JsonType kind = json.kind();
        if (kind == JsonType.OBJECT) {
            return new Entry.Given(json.values(() -> "entries[" + index + "]"));
        }
        json.skip();
        return new Entry.NotAnObject(kind);
    }

    private void readPassed(JsonReader json) {
        if (!json.isArray("passedFeatures")) {
            return;
        }
        for (; json.nextItem(); passedCount++) {
            String where = "passedFeatures[" + passedCount + "]";
            PassedFeatures item =
                    json.isObject(where) ? new PassedFeatures(json.values(() -> where)) : PassedFeatures.NONE;
            if (passedCount < maxEntries) {
                passed.add(item);
            }
        }
    }

    /** @throws RequestRefused if a required member is not there, or if the batch cannot be served as a whole */
    GetFeatureVectors.Query query(Caller caller, RequestContext stages) {
        List<Entry> given = entries == null ? List.of() : entries;
        FeatureViewName view = common.view(entries != null);
        if (given.isEmpty()) {
            throw new RequestRefused(ErrorCode.NO_PRIMARY_KEY, "'entries' is empty");
        }
        if (passedCount != 0 && passedCount != entryCount) {
            throw new RequestRefused(
                    ErrorCode.INCORRECT_PASSED_FEATURE,
                    "'passedFeatures' has " + passedCount + " items, 'entries' has " + entryCount);
        }
        if (entryCount > maxEntries) {
            throw new RequestRefused(ErrorCode.TOO_MANY_ENTRIES, "A batch may have at most " + maxEntries + " entries");
        }
        return new GetFeatureVectors.Query(caller, view, given, passed, common.validatePassed(), stages);
    }

    ResponseOptions options() {
        return common.options();
    }
}
