package dev.featurestore.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code --check-config} prints: the values in force, read off the finished configuration. */
class EffectiveSettingsTest {
    private static final String METADATA = "MySQLMetadataCluster.";

    @Test
    void everySettingIsInForceAsItIsGiven() throws IOException {
        Map<String, String> given = given();

        Map<String, String> effective = effective(given, Optional.empty());

        Map<String, String> expected = new TreeMap<>(given);
        expected.put("MySQL.Password", "***");
        assertThat(effective).containsAllEntriesOf(expected);
        assertThat(effective.keySet().stream().filter(path -> !path.startsWith(METADATA)))
                .isSubsetOf(expected.keySet());
    }

    @Test
    void whatIsNotSaidOfTheMetadataClusterIsShownAsItIsForTheData() throws IOException {
        Map<String, String> effective = effective(given(), Optional.empty());

        assertThat(effective).containsEntry(METADATA + "Password", "***");
        assertThat(effective.keySet())
                .filteredOn(path -> path.startsWith(METADATA))
                .isNotEmpty()
                .allSatisfy(path ->
                        assertThat(effective.get(path)).isEqualTo(effective.get(path.replace(METADATA, "MySQL."))));
    }

    @Test
    void whatIsSaidOfTheMetadataClusterIsNotShownForTheData() throws IOException {
        Map<String, String> given = given();
        given.put(METADATA + "User", "other");
        given.put(METADATA + "TLS.RootCACertFile", "meta-ca.pem");

        assertThat(effective(given, Optional.empty()))
                .containsEntry(METADATA + "User", "other")
                .containsEntry(METADATA + "TLS.RootCACertFile", "meta-ca.pem")
                .containsEntry("MySQL.User", "reader")
                .containsEntry("MySQL.TLS.RootCACertFile", "db-ca.pem");
    }

    @Test
    void thePortOfTheCommandLineCountsMost() throws IOException {
        assertThat(effective(given(), Optional.of(4410))).containsEntry("REST.ServerPort", "4410");
    }

    @Test
    void whatIsSwitchedOffIsNotInForce() throws IOException {
        Map<String, String> given = given();
        given.put("Security.TLS.EnableTLS", "false");
        given.put("Security.TLS.RequireAndVerifyClientCert", "false");
        given.put("Security.APIKey.UseHopsworksAPIKeys", "false");
        given.put("Security.InsecureAllowAll", "true");

        assertThat(effective(given, Optional.empty()))
                .containsEntry("Security.TLS.CertificateFile", "")
                .containsEntry("Security.TLS.RequireAndVerifyClientCert", "false")
                .containsEntry("Security.TLS.HSTSMaxAgeS", "0")
                .containsEntry("Security.APIKey.UseHopsworksAPIKeys", "false")
                .containsEntry("Security.InsecureAllowAll", "true")
                .containsEntry("Security.APIKey.RateLimitPerSecond", "0");
    }

    @Test
    void withoutAPasswordNoneIsShown() {
        assertThat(effective(Map.of(), Optional.empty()))
                .containsEntry("MySQL.Password", "")
                .containsEntry("MySQL.User", "")
                .containsEntry("FeatureStore.PreloadFeatureViews", "[]");
    }

    private static Map<String, String> effective(Map<String, String> given, Optional<Integer> port) {
        Map<String, String> environment = given.entrySet().stream()
                .collect(Collectors.toMap(entry -> Environment.variable(entry.getKey()), Map.Entry::getValue));
        ConfigurationReader.Result read = new ConfigurationReader(Optional.empty(), environment, port, false).read();
        assertThat(read.warnings()).noneMatch(warning -> warning.contains("unknown"));
        Map<String, String> effective = new LinkedHashMap<>();
        read.settings().forEach(setting -> effective.put(setting.path(), setting.effective(read.configuration())));
        return effective;
    }

    private static Map<String, String> given() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = EffectiveSettingsTest.class.getResourceAsStream("/config/every-setting.properties")) {
            properties.load(Objects.requireNonNull(file));
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
