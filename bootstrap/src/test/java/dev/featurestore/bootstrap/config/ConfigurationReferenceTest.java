package dev.featurestore.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference is made from the settings as the program reads them: it cannot say anything else. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/configuration.md");
    private static final Path EXAMPLE = Path.of("../docs/feature-store-server.example.json");
    private static final String REGENERATE =
            "mvn -q test -pl bootstrap -am -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dreference.write=true";

    @Test
    void theReferenceSaysWhatTheProgramReads() throws IOException {
        String expected = reference();

        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(Files.readString(REFERENCE))
                .as("docs/configuration.md; to write it anew: " + REGENERATE)
                .isEqualTo(expected);
    }

    @Test
    void theExampleIsSoundAndNamesOnlySettings() {
        ConfigurationReader.Result read =
                new ConfigurationReader(Optional.of(EXAMPLE), Map.of(), Optional.empty(), true).read();

        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void theExampleNamesEverySettingButThoseThatTakeTheirDefaultFromOthers() throws IOException {
        String example = Files.readString(EXAMPLE);

        assertThat(settings())
                .filteredOn(setting -> !setting.path().startsWith("MySQLMetadataCluster."))
                .extracting(setting -> setting.path().substring(setting.path().lastIndexOf('.') + 1))
                .allMatch(name -> example.contains("\"" + name + "\""));
    }

    private static List<Setting<?>> settings() {
        return new ConfigurationReader(Optional.empty(), Map.of(), Optional.empty(), false)
                .read()
                .settings();
    }

    /** As the program reads them, but each section in one piece. */
    private static List<Setting<?>> bySection() {
        return settings().stream()
                .collect(Collectors.groupingBy(
                        setting -> setting.path().replaceFirst("[^.]*$", ""), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                <!-- Generated from the program's settings: do not edit. The test that compares them says how
                     to write it anew. -->

                The server reads a JSON file, named by `--config FILE`, or by the environment variable
                `FEATURE_STORE_CONFIG_FILE` or `RDRS_CONFIG_FILE`; operators' `rdrs_config.json` is such a file.
                `feature-store-server.example.json` shows every setting with its default or an example.

                - Names count in any case. A dot in a path means a section: `REST.ServerPort` is
                  `{"REST": {"ServerPort": 4406}}`.
                - Every setting can be overridden by an environment variable: `FEATURE_STORE_` and its path in capitals,
                  with underscores for dots, such as `FEATURE_STORE_MYSQL_PASSWORD`.
                - Lists in variables are not JSON, but their items with commas between them:
                  `FEATURE_STORE_FEATURESTORE_PRELOADFEATUREVIEWS=fraud/fraud_model/1,fraud/merchants/2`. MySQL servers
                  are `host:port` there, or `host` for port 3306; an address of IPv6 stands in brackets if a port
                  follows: `FEATURE_STORE_MYSQL_SERVERS=10.0.0.7:3306,[fd00::8]:3306`.
                - Unknown names are warnings. A value that is wrong is an error that names the path, the value and what
                  is allowed; all errors are reported at once, and the server does not start.
                - `--check-config` prints what is in force, with secrets masked.

                | path | type | default | |
                |---|---|---|---|
                """);
        for (Setting<?> setting : bySection()) {
            text.append("| `")
                    .append(setting.path())
                    .append("` | ")
                    .append(cell(setting.type().name()))
                    .append(" | ")
                    .append(cell(setting.shownDefault()))
                    .append(" | ")
                    .append(cell(setting.description()))
                    .append(" |\n");
        }
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
