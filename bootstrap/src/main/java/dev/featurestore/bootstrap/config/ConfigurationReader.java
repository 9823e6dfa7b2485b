package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the configuration: a JSON file, if there is one, with the environment's overrides. Immutable, thread-safe. */
public final class ConfigurationReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Optional<Path> file;
    private final Environment environment;
    private final boolean demoWanted;

    /**
     * Sets out what to read.
     *
     * @param file empty: only defaults and the environment
     * @param port the port to listen on, whatever file and environment say
     * @param demoWanted whether sample data, or a data file, are to be served whatever the file says of stores; if not,
     *     a file must say where the store is
     */
    public ConfigurationReader(
            Optional<Path> file, Map<String, String> variables, Optional<Integer> port, boolean demoWanted) {
        this.file = file;
        this.environment = new Environment(variables);
        port.ifPresent(number -> environment.put("REST.ServerPort", number.toString(), "--port"));
        this.demoWanted = demoWanted;
    }

    /**
     * The result of reading.
     *
     * @param warnings settings that are not known, or have no meaning here; a line each
     * @param settings every setting
     * @param demo whether what is served comes from memory: it is wanted, or nothing is said of a MySQL server
     */
    public record Result(Configuration configuration, List<String> warnings, List<Setting<?>> settings, boolean demo) {}

    /**
     * Reads and checks the configuration.
     *
     * @throws InvalidConfiguration if anything is wrong with it; all of it is named
     */
    public Result read() {
        return read(new Reading(environment, false));
    }

    /**
     * Reads and checks the configuration, and the files that settings in force name: one that cannot be read or written
     * is an error too. For {@code --check-config}; when the server starts, each part checks its own files.
     *
     * @throws InvalidConfiguration if anything is wrong with it; all of it is named
     */
    public Result readAndCheckFiles() {
        return read(new Reading(environment, true));
    }

    private Result read(Reading reading) {
        JsonNode root = file.map(ConfigurationReader::parse).orElse(MissingNode.getInstance());
        Sections sections = new Sections(Section.root(root, reading));
        boolean needsStore = file.isPresent() && !demoWanted;
        boolean demo = demoWanted || (file.isEmpty() && !sections.namesStore());
        Configuration configuration = sections.read(needsStore, demo);
        environment.unread().forEach(name -> reading.warning(RdrsSettings.unknown(name)));
        if (!reading.errors().isEmpty()) {
            throw new InvalidConfiguration(file.map(Path::toString), reading.errors(), reading.warnings());
        }
        return new Result(configuration, List.copyOf(reading.warnings()), List.copyOf(reading.settings()), demo);
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            String problem = place(malformed.getLocation()) + withoutContent(malformed.getOriginalMessage());
            throw new InvalidConfiguration(Optional.of(file.toString()), List.of(problem), List.of());
        } catch (IOException unreadable) {
            throw new InvalidConfiguration(Optional.of(file.toString()), List.of("the file cannot be read"), List.of());
        }
    }

    private static String place(@Nullable JsonLocation where) {
        return where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
    }

    /** What the parser says of malformed JSON, without words of the file, which may be a secret, or of itself. */
    private static String withoutContent(String message) {
        return message.replaceAll("(?s)Unrecognized token '.*?':", "Unrecognized token:")
                .replaceAll("(?s) \\(for \\w+ starting at .*", "")
                .replaceAll("(?s)^Trailing token .*", "something follows the end of the configuration")
                .replaceAll(", from `[^`]*`", "");
    }
}
