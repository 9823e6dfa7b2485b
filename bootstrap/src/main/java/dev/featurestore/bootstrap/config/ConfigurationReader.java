package dev.featurestore.bootstrap.config;

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

/** Reads the configuration: a JSON file, if there is one, with the environment's overrides. */
public final class ConfigurationReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigurationReader() {}

    /**
     * What reading found.
     *
     * @param warnings settings that are not known, or have no meaning here; a line each
     * @param settings every setting, with what is in force
     * @param demo whether what is served comes from memory: it is wanted, or nothing is said of a MySQL server
     */
    public record Result(
            Configuration configuration, List<String> warnings, List<SettingDescription> settings, boolean demo) {}

    /**
     * Reads and checks the configuration.
     *
     * @param file empty: only defaults and the environment
     * @param demoWanted whether sample data, or a data file, are to be served whatever the file says of stores; if not,
     *     a file must say where the store is
     * @throws InvalidConfiguration if anything is wrong with it; all of it is named
     */
    public static Result read(Optional<Path> file, Map<String, String> variables, boolean demoWanted) {
        JsonNode root = file.map(ConfigurationReader::parse).orElse(MissingNode.getInstance());
        Environment environment = new Environment(variables);
        Findings findings = new Findings();
        Sections sections = new Sections(new Section("", root, environment, findings));
        boolean needsStore = file.isPresent() && !demoWanted;
        boolean demo = demoWanted || (file.isEmpty() && !sections.namesStore());
        Configuration configuration = sections.read(needsStore, demo);
        environment.unread().forEach(name -> findings.warning(name + ": unknown setting, ignored"));
        if (!findings.errors().isEmpty()) {
            String source = file.map(Path::toString).orElse("the environment");
            throw new InvalidConfiguration(source, findings.errors());
        }
        return new Result(configuration, List.copyOf(findings.warnings()), List.copyOf(findings.settings()), demo);
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            var where = malformed.getLocation();
            throw new InvalidConfiguration(
                    file.toString(),
                    List.of("line " + where.getLineNr() + ", column " + where.getColumnNr() + ": "
                            + malformed.getOriginalMessage()));
        } catch (IOException unreadable) {
            throw new InvalidConfiguration(file.toString(), List.of("the file cannot be read"));
        }
    }
}
