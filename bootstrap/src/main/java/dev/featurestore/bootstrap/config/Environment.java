package dev.featurestore.bootstrap.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The environment variables that override settings: {@code FEATURE_STORE_} and the setting's path, in any case. */
final class Environment {
    static final String PREFIX = "FEATURE_STORE_";

    /** Variables with the prefix that are read elsewhere. */
    private static final String CONFIG_FILE = PREFIX + "CONFIG_FILE";

    private static final String TESTS = PREFIX + "TEST_";

    private final Map<String, String> values = new TreeMap<>();
    private final SortedSet<String> unread = new TreeSet<>();

    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (upper.startsWith(PREFIX) && !upper.equals(CONFIG_FILE) && !upper.startsWith(TESTS)) {
                values.put(upper, value);
                unread.add(upper);
            }
        });
    }

    /** Sets a value that counts before any variable. */
    void put(String path, String value) {
        values.put(variable(path), value);
    }

    static String variable(String path) {
        return PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    Optional<String> override(String path) {
        String variable = variable(path);
        unread.remove(variable);
        return Optional.ofNullable(values.get(variable));
    }

    /** Whether a setting below that path is given by a variable. */
    boolean hasAnyBelow(String path) {
        String start = variable(path) + "_";
        return values.keySet().stream().anyMatch(name -> name.startsWith(start));
    }

    /** Variables with the prefix that no setting asked for. */
    SortedSet<String> unread() {
        return unread;
    }
}
