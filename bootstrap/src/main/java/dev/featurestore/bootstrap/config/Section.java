package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A section of the configuration while it is read. A value that is wrong is noted as an error and its default taken, so
 * that all errors are reported together. Names count in any case. Confined to one reading.
 */
final class Section {
    private final String path;
    private final Optional<String> inheritedFrom;
    private final JsonNode node;
    private final Reading reading;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();

    private Section(String path, Optional<String> inheritedFrom, JsonNode node, Reading reading) {
        this.path = path;
        this.inheritedFrom = inheritedFrom;
        this.node = node;
        this.reading = reading;
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            reading.error(path.isEmpty() ? "the file" : path, "must be an object, not " + kindOf(node));
        }
        refuseNamesGivenTwice();
    }

    /** What a value is that may hold secrets, or the value itself. */
    private static String kindOf(JsonNode node) {
        return node.isTextual() ? "a string" : node.isArray() ? "an array" : node.toString();
    }

    /** The file's parser refuses names that are written alike. */
    private void refuseNamesGivenTwice() {
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        node.fieldNames().forEachRemaining(name -> {
            @Nullable String before = names.putIfAbsent(name, name);
            if (before != null) {
                reading.error(pathOf(before), "is given twice, also as " + name);
            }
        });
    }

    /** The whole file. */
    static Section root(JsonNode file, Reading reading) {
        return new Section("", Optional.empty(), file, reading);
    }

    /** The section of that name within this one: the same object each time. */
    Section section(String name) {
        return section(name, inheritedFrom.map(other -> other + "." + name));
    }

    /**
     * The section of that name within this one, whose settings take their defaults from those of the same name in
     * another section.
     */
    Section section(String name, String inheritsFrom) {
        return section(name, Optional.of(inheritsFrom));
    }

    private Section section(String name, Optional<String> inheritsFrom) {
        known.add(name);
        return sections.computeIfAbsent(
                name,
                each -> new Section(
                        pathOf(each), inheritsFrom, member(each).orElse(MissingNode.getInstance()), reading));
    }

    /** Whether the file or the environment says anything in this section. */
    boolean isPresent() {
        return node.isObject() || reading.environment().hasAnyBelow(path);
    }

    /**
     * Reads a setting.
     *
     * @param description what it means, for the reference
     * @param inForce finds the value in the finished configuration
     * @return what is given, or else the default
     */
    <T> T read(
            String name,
            SettingType<T> type,
            T defaultValue,
            String description,
            Function<Configuration, T> inForce,
            String... aliases) {
        return read(name, type, Optional.of(defaultValue), description, inForce.andThen(Optional::of), aliases)
                .orElse(defaultValue);
    }

    /**
     * Reads a setting that need not have a value.
     *
     * @return what is given; empty if nothing is
     */
    <T> Optional<T> readOptional(
            String name, SettingType<T> type, String description, Function<Configuration, Optional<T>> inForce) {
        return read(name, type, Optional.empty(), description, inForce);
    }

    private <T> Optional<T> read(
            String name,
            SettingType<T> type,
            Optional<T> defaultValue,
            String description,
            Function<Configuration, Optional<T>> inForce,
            String... aliases) {
        Optional<String> inherited = inheritedFrom.map(other -> other + "." + name);
        Setting<T> setting =
                new Setting<>(pathOf(name), type, defaultValue, inherited, List.of(aliases), description, inForce);
        reading.setting(setting);
        known.add(name);
        known.addAll(setting.aliases());
        this.aliases.put(name, setting.aliases());
        Optional<JsonNode> given = given(name, setting.aliases(), type).filter(value -> !type.isAbsent(value));
        Optional<T> value = given.flatMap(type::parse);
        given.ifPresent(json -> {
            if (value.isEmpty()) {
                String wanted = source(name).isPresent() ? type.phraseOfText() : type.phrase();
                error(name, "must be " + wanted + ", not " + type.showWrong(json));
            }
            type.unknownNames(json).forEach(place -> reading.warning(RdrsSettings.unknown(pathOf(name) + place)));
        });
        return value;
    }

    /** Notes an error of a setting that its value alone does not show. */
    void error(String name, String problem) {
        String source = source(name).map(each -> " (given by " + each + ")").orElse("");
        reading.error(pathOf(name), problem + source);
    }

    /** The variable or option that gives a setting its value; empty if none does. */
    private Optional<String> source(String name) {
        return Stream.concat(Stream.of(name), aliases.getOrDefault(name, List.of()).stream())
                .flatMap(each -> reading.environment().source(pathOf(each)).stream())
                .findFirst();
    }

    /** Warns of a setting that has no effect. */
    void warning(String name, String problem) {
        reading.warning(pathOf(name) + ": " + problem);
    }

    /** Notes an error if files are to be checked and that one, named by a setting that is in force, cannot be read. */
    void requireReadable(String name, Optional<Path> file) {
        file.filter(path -> reading.checksFiles() && !isReadable(path))
                .ifPresent(path -> error(name, "the file " + path + " cannot be read"));
    }

    private static boolean isReadable(Path file) {
        return Files.isReadable(file) && !Files.isDirectory(file);
    }

    /**
     * Notes an error if files are to be checked and these, named by settings that are in force, can be read, but not
     * used.
     *
     * @param problem reads them as the start of the server does
     */
    void requireUsable(String name, Stream<Path> files, Supplier<Optional<String>> problem) {
        if (reading.checksFiles() && files.allMatch(Section::isReadable)) {
            problem.get().ifPresent(text -> error(name, text));
        }
    }

    /**
     * Notes an error if files are to be checked and that one, named by a setting that is in force, cannot be written.
     * The folders that it is in need not exist yet.
     */
    void requireWritable(String name, Optional<Path> file) {
        file.filter(path -> reading.checksFiles() && !isWritable(path.toAbsolutePath()))
                .ifPresent(path -> error(name, "the file " + path + " cannot be written"));
    }

    private static boolean isWritable(Path file) {
        if (Files.exists(file)) {
            return Files.isRegularFile(file) && Files.isWritable(file);
        }
        @Nullable Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /** What is given for a setting: the environment's word before the file's, the name before its aliases. */
    private Optional<JsonNode> given(String name, List<String> aliases, SettingType<?> type) {
        Optional<JsonNode> inEnvironment = given(
                name,
                aliases,
                type,
                each -> reading.environment().override(pathOf(each)).map(TextNode::valueOf));
        Optional<JsonNode> inFile = given(name, aliases, type, this::member);
        return inEnvironment.or(() -> inFile);
    }

    /** Other names for a setting must not say other things. All are asked for, so that all are known to be read. */
    private Optional<JsonNode> given(
            String name, List<String> aliases, SettingType<?> type, Function<String, Optional<JsonNode>> source) {
        Optional<JsonNode> first = source.apply(name);
        for (String alias : aliases) {
            Optional<JsonNode> other = source.apply(alias);
            if (first.isPresent() && other.isPresent() && !same(type, first.get(), other.get())) {
                reading.error(
                        pathOf(name),
                        "is " + type.showWrong(first.get()) + ", but as " + alias + " it is "
                                + type.showWrong(other.get()));
            }
            first = first.or(() -> other);
        }
        return first;
    }

    private static boolean same(SettingType<?> type, JsonNode one, JsonNode other) {
        Optional<?> meaning = type.parse(one);
        return one.equals(other) || (meaning.isPresent() && meaning.equals(type.parse(other)));
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
                reading.warning(RdrsSettings.explain(pathOf(name)));
            }
        });
        sections.values().forEach(Section::warnOfUnknownNames);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
