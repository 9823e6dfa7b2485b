package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A section of the configuration while it is read. Each setting is named once, here is its type, range and default, and
 * reading it also notes it for the reference. A value that is wrong is noted as an error and its default taken, so that
 * all errors come to light together. Names count in any case. Confined to one reading.
 */
final class Section {
    private static final String PATH = "path";

    private final String path;
    private final JsonNode node;
    private final Environment environment;
    private final Findings findings;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    Section(String path, JsonNode node, Environment environment, Findings findings) {
        this.path = path;
        this.node = node;
        this.environment = environment;
        this.findings = findings;
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            findings.error(path.isEmpty() ? "the file" : path, "must be an object, not " + shown(node));
        }
    }

    /** The section of that name within this one: the same object each time. */
    Section section(String name) {
        known.add(name);
        return sections.computeIfAbsent(
                name,
                each -> new Section(
                        pathOf(each), member(each).orElse(MissingNode.getInstance()), environment, findings));
    }

    /** Whether the file or the environment says anything in this section. */
    boolean isPresent() {
        return node.isObject() || environment.hasAnyBelow(path);
    }

    Optional<String> text(String name, String description) {
        return read(name, List.of(), "string", "", description, Section::asText, Function.identity());
    }

    String text(String name, String defaultValue, String description) {
        return read(name, List.of(), "string", defaultValue, description, Section::asText, Function.identity())
                .orElse(defaultValue);
    }

    Optional<Secret> secret(String name, String description) {
        return read(
                name,
                List.of(),
                "string, secret",
                "",
                description,
                value -> asText(value).map(Secret::of),
                Object::toString);
    }

    /** A path; operators' files say "" where they have none. */
    Optional<Path> file(String name, String description) {
        return read(name, List.of(), PATH, "", description, Section::asPath, Path::toString);
    }

    int integer(String name, int defaultValue, int least, int most, String description) {
        return read(
                        name,
                        List.of(),
                        "integer from " + least + " to " + most,
                        Integer.toString(defaultValue),
                        description,
                        value -> asLong(value)
                                .filter(n -> n >= least && n <= most)
                                .map(Math::toIntExact),
                        n -> Integer.toString(n))
                .orElse(defaultValue);
    }

    Optional<Integer> integer(String name, int least, int most, String description) {
        return read(
                name,
                List.of(),
                "integer from " + least + " to " + most,
                "",
                description,
                value -> asLong(value).filter(n -> n >= least && n <= most).map(Math::toIntExact),
                n -> Integer.toString(n));
    }

    Duration millis(String name, Duration defaultValue, long least, long most, String description) {
        return read(
                        name,
                        List.of(),
                        "milliseconds from " + least + " to " + most,
                        Long.toString(defaultValue.toMillis()),
                        description,
                        value -> asLong(value)
                                .filter(n -> n >= least && n <= most)
                                .map(Duration::ofMillis),
                        duration -> Long.toString(duration.toMillis()))
                .orElse(defaultValue);
    }

    boolean flag(String name, boolean defaultValue, String description, String... aliases) {
        return read(
                        name,
                        List.of(aliases),
                        "true or false",
                        Boolean.toString(defaultValue),
                        description,
                        Section::asFlag,
                        flag -> Boolean.toString(flag))
                .orElse(defaultValue);
    }

    <E extends Enum<E>> E choice(String name, E defaultValue, Class<E> type, String description) {
        String words = Arrays.stream(type.getEnumConstants()).map(Section::word).collect(Collectors.joining(", "));
        return read(
                        name,
                        List.of(),
                        "one of " + words,
                        word(defaultValue),
                        description,
                        value -> asText(value)
                                .flatMap(text -> Arrays.stream(type.getEnumConstants())
                                        .filter(option -> word(option).equalsIgnoreCase(text))
                                        .findFirst()),
                        Section::word)
                .orElse(defaultValue);
    }

    /** A list of texts; in the environment separated by commas. */
    List<String> texts(String name, String description) {
        return read(
                        name,
                        List.of(),
                        "list of strings",
                        "[]",
                        description,
                        Section::asTexts,
                        texts -> String.join(",", texts))
                .orElse(List.of());
    }

    /** A list of servers, each with {@code IP} and {@code Port}; in the environment {@code host:port,host:port}. */
    List<Server> servers(String name, List<Server> defaultValue, String description) {
        return read(
                        name,
                        List.of(),
                        "list of {\"IP\": string, \"Port\": integer from 1 to 65535}",
                        ServerList.show(defaultValue),
                        description,
                        ServerList::parse,
                        ServerList::show)
                .orElse(defaultValue);
    }

    private <T> Optional<T> read(
            String name,
            List<String> aliases,
            String type,
            String defaultValue,
            String description,
            Function<JsonNode, Optional<T>> parse,
            Function<T, String> show) {
        known.add(name);
        known.addAll(aliases);
        Optional<JsonNode> given = given(name, aliases)
                .filter(value -> !type.equals(PATH) || !value.asText("-").isBlank());
        Optional<T> value = given.flatMap(parse);
        if (given.isPresent() && value.isEmpty()) {
            String wrong = type.contains("secret") ? "a value of the wrong type" : shown(given.get());
            findings.error(pathOf(name), "must be " + article(type) + ", not " + wrong);
        }
        String aka = aliases.isEmpty() ? "" : " (alias " + String.join(", ", aliases) + ")";
        findings.setting(new SettingDescription(
                pathOf(name),
                type,
                defaultValue,
                description + aka,
                value.map(show).orElse(defaultValue)));
        return value;
    }

    /** Notes an error of a setting that its value alone does not show. */
    void error(String name, String problem) {
        findings.error(pathOf(name), problem);
    }

    /** What is given for a setting: the environment's word before the file's, the name before its aliases. */
    private Optional<JsonNode> given(String name, List<String> aliases) {
        return environment
                .override(pathOf(name))
                .<JsonNode>map(TextNode::valueOf)
                .or(() -> member(name))
                .or(() -> aliases.stream()
                        .flatMap(alias -> member(alias).stream())
                        .findFirst());
    }

    private Optional<JsonNode> member(String name) {
        return node.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name)
                        && !member.getValue().isNull())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Notes every name in this section, and in those within it, that nothing has asked for. */
    void warnOfUnknownNames() {
        node.fieldNames().forEachRemaining(name -> {
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                findings.warning(RdrsSettings.explain(pathOf(name)));
            }
        });
        sections.values().forEach(Section::warnOfUnknownNames);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String article(String type) {
        return type.startsWith("integer")
                ? "an " + type
                : type.startsWith("one of") || type.startsWith("milli") || type.startsWith("true") ? type : "a " + type;
    }

    private static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static Optional<String> asText(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static Optional<Path> asPath(JsonNode value) {
        try {
            return asText(value).map(Path::of);
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /** A number, or a text that holds one: the environment knows only texts. */
    private static Optional<Long> asLong(JsonNode value) {
        try {
            if (value.isIntegralNumber() && value.canConvertToLong()) {
                return Optional.of(value.longValue());
            }
            return asText(value).map(String::strip).map(Long::valueOf);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> asFlag(JsonNode value) {
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        return asText(value).map(String::strip).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    private static Optional<List<String>> asTexts(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(Arrays.stream(value.textValue().split(",", -1))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList());
        }
        if (!value.isArray()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                return Optional.empty();
            }
            texts.add(item.textValue());
        }
        return Optional.of(List.copyOf(texts));
    }
}
