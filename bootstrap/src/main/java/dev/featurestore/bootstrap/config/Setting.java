package dev.featurestore.bootstrap.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting, described once: parsing, the reference and {@code --check-config} all go by this. Immutable.
 *
 * @param <T> what it is in the program
 */
public final class Setting<T> {
    private final String path;
    private final SettingType<T> type;
    private final Optional<T> defaultValue;
    private final Optional<String> inheritedFrom;
    private final List<String> aliases;
    private final String words;
    private final Function<Configuration, Optional<T>> inForce;

    /**
     * @param defaultValue empty if there is none
     * @param inheritedFrom the path of the setting whose value is the default, if that is so
     * @param inForce finds the value in the finished configuration
     */
    Setting(
            String path,
            SettingType<T> type,
            Optional<T> defaultValue,
            Optional<String> inheritedFrom,
            List<String> aliases,
            String words,
            Function<Configuration, Optional<T>> inForce) {
        this.path = path;
        this.type = type;
        this.defaultValue = defaultValue;
        this.inheritedFrom = inheritedFrom;
        this.aliases = List.copyOf(aliases);
        this.words = words;
        this.inForce = inForce;
    }

    /** Such as {@code REST.ServerPort}. */
    public String path() {
        return path;
    }

    /** What is in force, secrets masked; empty if there is nothing. */
    public String effective(Configuration configuration) {
        return inForce.apply(configuration).map(type::show).orElse("");
    }

    SettingType<T> type() {
        return type;
    }

    List<String> aliases() {
        return aliases;
    }

    /** The default in Markdown; empty if there is none. */
    String shownDefault() {
        return inheritedFrom
                .map(other -> "as `" + other + "`")
                .or(() -> defaultValue
                        .map(type::show)
                        .filter(text -> !text.isEmpty())
                        .map(text -> "`" + text + "`"))
                .orElse("");
    }

    /** What it means, with its other names. */
    String description() {
        return aliases.isEmpty() ? words : words + " (alias " + String.join(", ", aliases) + ")";
    }

    @Override
    public String toString() {
        return path;
    }
}
