package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of settings. */
final class SettingTypes {
    private SettingTypes() {}

    static SettingType<String> string() {
        return new StringType();
    }

    /** A string that is never shown, not even if it is wrong. */
    static SettingType<Secret> secret() {
        return new SecretType();
    }

    /** A path; operators' files say {@code ""} where they have none. */
    static SettingType<Path> path() {
        return new PathType();
    }

    static SettingType<Integer> integer(int min, int max) {
        return new IntegerType(min, max);
    }

    /** A duration in milliseconds. */
    static SettingType<Duration> millis(long min, long max) {
        return new MillisType(min, max);
    }

    static SettingType<Boolean> flag() {
        return new FlagType();
    }

    /** The name of a constant, in any case. */
    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> constants) {
        return new ChoiceType<>(constants);
    }

    /** A list of strings, or one string with commas between them. */
    static SettingType<List<String>> strings() {
        return new StringsType();
    }

    /** A list of objects with {@code IP} and {@code Port}, or a string {@code host:port,host:port}. */
    static SettingType<List<Server>> servers() {
        return new ServersType();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static Optional<Long> number(JsonNode value, long min, long max) {
        try {
            Optional<Long> number = value.isIntegralNumber() && value.canConvertToLong()
                    ? Optional.of(value.longValue())
                    : text(value).map(String::strip).map(Long::valueOf);
            return number.filter(n -> n >= min && n <= max);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private record StringType() implements SettingType<String> {
        @Override
        public String name() {
            return "string";
        }

        @Override
        public Optional<String> parse(JsonNode value) {
            return text(value);
        }

        @Override
        public String show(String value) {
            return value;
        }
    }

    private record SecretType() implements SettingType<Secret> {
        @Override
        public String name() {
            return "string, secret";
        }

        @Override
        public Optional<Secret> parse(JsonNode value) {
            return text(value).map(Secret::of);
        }

        @Override
        public String show(Secret value) {
            return value.reveal().isEmpty() ? "" : value.toString();
        }

        @Override
        public String showWrong(JsonNode value) {
            return "a value of the wrong type";
        }
    }

    private record PathType() implements SettingType<Path> {
        @Override
        public String name() {
            return "path";
        }

        @Override
        public Optional<Path> parse(JsonNode value) {
            try {
                return text(value).map(Path::of);
            } catch (InvalidPathException impossible) {
                return Optional.empty();
            }
        }

        @Override
        public String show(Path value) {
            return value.toString();
        }

        @Override
        public boolean isAbsent(JsonNode value) {
            return value.isNull() || text(value).filter(String::isBlank).isPresent();
        }
    }

    private record IntegerType(int min, int max) implements SettingType<Integer> {
        @Override
        public String name() {
            return "integer from " + min + " to " + max;
        }

        @Override
        public String phrase() {
            return "an " + name();
        }

        @Override
        public Optional<Integer> parse(JsonNode value) {
            return number(value, min, max).map(Math::toIntExact);
        }

        @Override
        public String show(Integer value) {
            return value.toString();
        }
    }

    private record MillisType(long min, long max) implements SettingType<Duration> {
        @Override
        public String name() {
            return "milliseconds from " + min + " to " + max;
        }

        @Override
        public String phrase() {
            return name();
        }

        @Override
        public Optional<Duration> parse(JsonNode value) {
            return number(value, min, max).map(Duration::ofMillis);
        }

        @Override
        public String show(Duration value) {
            return Long.toString(value.toMillis());
        }
    }

    private record FlagType() implements SettingType<Boolean> {
        @Override
        public String name() {
            return "true or false";
        }

        @Override
        public String phrase() {
            return name();
        }

        @Override
        public Optional<Boolean> parse(JsonNode value) {
            if (value.isBoolean()) {
                return Optional.of(value.booleanValue());
            }
            return text(value).map(String::strip).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            });
        }

        @Override
        public String show(Boolean value) {
            return value.toString();
        }
    }

    private record ChoiceType<E extends Enum<E>>(Class<E> constants) implements SettingType<E> {
        @Override
        public String name() {
            return "one of "
                    + Arrays.stream(constants.getEnumConstants())
                            .map(this::show)
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String phrase() {
            return name();
        }

        @Override
        public Optional<E> parse(JsonNode value) {
            return text(value)
                    .flatMap(text -> Arrays.stream(constants.getEnumConstants())
                            .filter(constant -> constant.name().equalsIgnoreCase(text))
                            .findFirst());
        }

        @Override
        public String show(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    private record StringsType() implements SettingType<List<String>> {
        @Override
        public String name() {
            return "list of strings";
        }

        @Override
        public Optional<List<String>> parse(JsonNode value) {
            if (!value.isTextual() && !value.isArray()) {
                return Optional.empty();
            }
            List<JsonNode> items = SettingType.items(value);
            Stream<String> texts = items.stream().map(JsonNode::textValue);
            if (value.isTextual()) {
                return Optional.of(texts.filter(text -> !text.isEmpty()).toList());
            }
            return items.stream().allMatch(JsonNode::isTextual) ? Optional.of(texts.toList()) : Optional.empty();
        }

        @Override
        public String showWrong(JsonNode value) {
            return SettingType.showWrongItem(value, JsonNode::isTextual);
        }

        @Override
        public String show(List<String> value) {
            return value.isEmpty() ? "[]" : String.join(",", value);
        }
    }
}
