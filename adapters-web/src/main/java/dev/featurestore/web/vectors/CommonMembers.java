package dev.featurestore.web.vectors;

import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.RequestRefused;
import dev.featurestore.web.json.JsonReader;
import dev.featurestore.web.json.ObjectReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that single and batch requests have in common. */
final class CommonMembers {
    private static final Set<String> METADATA_OPTIONS = Set.of("featureName", "featureType");
    private static final Set<String> OPTIONS = Set.of("validatePassedFeatures", "includeDetailedStatus");

    private @Nullable String store;
    private @Nullable String view;
    private @Nullable Integer version;
    private boolean names;
    private boolean types;
    private boolean lookups;
    private boolean validatePassed = true;

    /** The names of these members, and those of others. */
    static Set<String> and(String... others) {
        Set<String> names = new HashSet<>(
                Set.of("featureStoreName", "featureViewName", "featureViewVersion", "metadataOptions", "options"));
        names.addAll(List.of(others));
        return Set.copyOf(names);
    }

    /** Reads the value of one of them. */
    void read(String name, JsonReader json) {
        switch (name) {
            case "featureStoreName" -> store = json.text(name);
            case "featureViewName" -> view = json.text(name);
            case "featureViewVersion" -> version = json.integer(name);
            case "metadataOptions" -> readMetadataOptions(json);
            case "options" -> readOptions(json);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void readMetadataOptions(JsonReader json) {
        if (!json.isObject("metadataOptions")) {
            return;
        }
        ObjectReader.read(json, "metadataOptions", METADATA_OPTIONS, (name, value) -> {
            boolean wanted = value.flag("metadataOptions." + name, false);
            if (name.equals("featureName")) {
                names = wanted;
            } else {
                types = wanted;
            }
        });
    }

    private void readOptions(JsonReader json) {
        if (!json.isObject("options")) {
            return;
        }
        ObjectReader.read(json, "options", OPTIONS, (name, value) -> {
            if (name.equals("validatePassedFeatures")) {
                validatePassed = value.flag("options." + name, true);
            } else {
                lookups = value.flag("options." + name, false);
            }
        });
    }

    /**
     * The feature view that is asked for.
     *
     * @param entriesGiven whether the member {@code entries}, which is required too, is there
     * @throws RequestRefused naming every required member that is not there
     */
    FeatureViewName view(boolean entriesGiven) {
        @Nullable String givenStore = store;
        @Nullable String givenView = view;
        @Nullable Integer givenVersion = version;
        if (givenStore != null
                && !givenStore.isEmpty()
                && givenView != null
                && !givenView.isEmpty()
                && givenVersion != null
                && entriesGiven) {
            return new FeatureViewName(givenStore, givenView, givenVersion);
        }
        throw RequestRefused.malformed(missing(entriesGiven));
    }

    /** In the words of the first server that spoke this API: clients look for them. */
    private String missing(boolean entriesGiven) {
        List<String> missing = new ArrayList<>();
        addIf(store == null || store.isEmpty(), "FeatureStoreName", missing);
        addIf(view == null || view.isEmpty(), "FeatureViewName", missing);
        addIf(version == null, "FeatureViewVersion", missing);
        addIf(!entriesGiven, "Entries", missing);
        return String.join("; ", missing);
    }

    private static void addIf(boolean absent, String member, List<String> missing) {
        if (absent) {
            missing.add("Error:Field validation for '" + member + "' failed: it is required");
        }
    }

    boolean validatePassed() {
        return validatePassed;
    }

    ResponseOptions options() {
        return new ResponseOptions(names, types, lookups);
    }
}
