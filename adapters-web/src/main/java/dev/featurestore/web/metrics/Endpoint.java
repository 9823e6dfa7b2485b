package dev.featurestore.web.metrics;

import java.util.HashMap;
import java.util.Map;

/** What requests are told apart by in the metrics: never the path itself, of which clients may think up any number. */
public enum Endpoint {
    FEATURE_STORE("feature_store"),
    BATCH_FEATURE_STORE("batch_feature_store"),
    PING("ping"),
    HEALTH("health"),
    METRICS("metrics"),
    OPENAPI("openapi"),
    /** Everything else, and what is nowhere. */
    OTHER("other");

    private static final Map<String, Endpoint> BY_PATH = new HashMap<>();

    static {
        for (String version : new String[] {"/0.1.0/", "/0.2.0/"}) {
            for (Endpoint endpoint : new Endpoint[] {FEATURE_STORE, BATCH_FEATURE_STORE, PING, HEALTH}) {
                BY_PATH.put(version + endpoint.label, endpoint);
            }
        }
        BY_PATH.put("/metrics", METRICS);
        BY_PATH.put("/openapi.json", OPENAPI);
    }

    private final String label;

    Endpoint(String label) {
        this.label = label;
    }

    /** Which endpoint a path leads to. */
    public static Endpoint of(String path) {
        boolean slash = path.length() > 1 && path.endsWith("/");
        return BY_PATH.getOrDefault(slash ? path.substring(0, path.length() - 1) : path, OTHER);
    }

    /** How the metrics call it. */
    String label() {
        return label;
    }
}
