package dev.featurestore.bootstrap.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What overrides settings: environment variables, {@code FEATURE_STORE_} and the setting's path in any case, and
 * options of the command line.
 */
final class Environment {
    static final String PREFIX = "FEATURE_STORE_";

    /** Variables with the prefix that are read elsewhere: the file's path, and the key that {@code compare} sends. */
    private static final Set<String> READ_ELSEWHERE = Set.of(PREFIX + "CONFIG_FILE", PREFIX + "API_KEY");

    private static final String TESTS = PREFIX + "TEST_";

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> options = new TreeMap<>();
    private final SortedSet<String> unread = new TreeSet<>();

    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (upper.startsWith(PREFIX) && !READ_ELSEWHERE.contains(upper) && !upper.startsWith(TESTS)) {
                values.put(upper, value);
                unread.add(upper);
            }
        });
    }

    /** Sets a value that an option of the command line gives: it counts before any variable. */
    void put(String path, String value, String option) {
        values.put(variable(path), value);
        options.put(variable(path), option);
    }

    /** What gives a setting its value; empty if nothing here does. */
    Optional<String> source(String path) {
        String variable = variable(path);
        return values.containsKey(variable) ? Optional.of(options.getOrDefault(variable, variable)) : Optional.empty();
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
