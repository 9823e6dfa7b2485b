package dev.featurestore.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of endpoints: method, paths, and how metrics call them. Routing, the request metrics, the metrics port and
 * the tests of {@code openapi.json} read it. Pages for people are not in it; they are {@link #OTHER}.
 */
public enum Endpoint {
    FEATURE_STORE("POST", "/{apiVersion}/feature_store", "feature_store"),
    BATCH_FEATURE_STORE("POST", "/{apiVersion}/batch_feature_store", "batch_feature_store"),
    FEATURE_STORES("GET", "/{apiVersion}/feature_store", "feature_stores"),
    FEATURE_VIEWS("GET", "/{apiVersion}/feature_store/{store}", "feature_views"),
    FEATURE_VIEW("GET", "/{apiVersion}/feature_store/{store}/{view}/{version}", "feature_view"),
    PING("GET", "/{apiVersion}/ping", "ping"),
    HEALTH("GET", "/{apiVersion}/health", "health"),
    METRICS("GET", "/metrics", "metrics"),
    OPENAPI("GET", "/openapi.json", "openapi"),
    /** Everything else, and what does not exist. */
    OTHER("", "", "other");

    private static final String VERSION = "/{apiVersion}";

    /** Newer clients ask for the newer version of the API; nothing differs. */
    private static final List<String> VERSIONS = List.of("/0.1.0", "/0.2.0");

    private static final Map<String, Endpoint> POSTS = new HashMap<>();
    private static final Map<String, Endpoint> GETS = new HashMap<>();

    /** Paths with names in them, by the number of their segments. */
    private static final Map<Integer, Endpoint> NAMED = new HashMap<>();

    /** What those paths begin with. */
    private static final List<String> NAMED_PREFIXES =
            FEATURE_STORES.paths().stream().map(path -> path + "/").toList();

    static {
        for (Endpoint endpoint : values()) {
            for (String path : endpoint.paths()) {
                if (path.contains("{")) {
                    NAMED.put(segments(path), endpoint);
                } else {
                    (endpoint.method.equals("POST") ? POSTS : GETS).put(path, endpoint);
                }
            }
        }
    }

    private final String method;
    private final String template;
    private final String label;

    Endpoint(String method, String template, String label) {
        this.method = method;
        this.template = template;
        this.label = label;
    }

    /**
     * Which endpoint a request is for; {@link #OTHER} if there is none, or not with this method.
     *
     * @param path as the request line has it, without the query
     */
    public static Endpoint of(String method, String path) {
        String exact = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (method) {
            case "POST" -> POSTS.getOrDefault(exact, OTHER);
            case "GET", "HEAD" -> {
                Endpoint found = GETS.get(exact);
                yield found == null ? named(exact) : found;
            }
            default -> OTHER;
        };
    }

    private static Endpoint named(String path) {
        for (String prefix : NAMED_PREFIXES) {
            if (path.startsWith(prefix)) {
                return NAMED.getOrDefault(segments(path), OTHER);
            }
        }
        return OTHER;
    }

    private static int segments(String path) {
        return (int) path.chars().filter(each -> each == '/').count();
    }

    /** The method; GET stands for HEAD too. Empty for {@link #OTHER}. */
    public String method() {
        return method;
    }

    /** The path, with parameters in braces, {@code apiVersion} included. Empty for {@link #OTHER}. */
    public String template() {
        return template;
    }

    /** The path in each version of the API, with the other parameters in braces. Empty for {@link #OTHER}. */
    public List<String> paths() {
        if (template.startsWith(VERSION)) {
            String path = template.substring(VERSION.length());
            return VERSIONS.stream().map(version -> version + path).toList();
        }
        return template.isEmpty() ? List.of() : List.of(template);
    }

    /** How the metrics call it. */
    public String label() {
        return label;
    }

    /** Whether a store is asked, so that a request may take long. */
    public boolean asksStore() {
        return servesVectors() || this == FEATURE_STORES || this == FEATURE_VIEWS || this == FEATURE_VIEW;
    }

    /** Whether it serves feature vectors. */
    public boolean servesVectors() {
        return this == FEATURE_STORE || this == BATCH_FEATURE_STORE;
    }
}
