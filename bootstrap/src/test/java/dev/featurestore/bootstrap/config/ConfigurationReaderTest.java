package dev.featurestore.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.tls.TlsSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAnythingTheDefaultsHoldAndItIsADemo() {
        ConfigurationReader.Result read = read(Optional.empty(), Map.of(), false);

        Configuration configuration = read.configuration();
        assertThat(configuration.web())
                .isEqualTo(WebSettings.defaults()
                        .with(WebSettings.Options.defaults().withExplorer(true)));
        assertThat(configuration.apiKeysRequired()).isTrue();
        assertThat(configuration.log())
                .isEqualTo(new LogSettings(
                        LogSettings.Level.INFO,
                        LogSettings.Format.TEXT,
                        Optional.empty(),
                        100,
                        10,
                        30,
                        Optional.empty(),
                        LogSettings.RequestValues.PLAIN));
        assertThat(configuration.ronDb().data().servers()).containsExactly(new Server("localhost", 3306));
        assertThat(configuration.ronDb().keys().refreshInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.ronDb().keys().jitter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.ronDb().keys().unusedAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.ronDb().views().refreshInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.ronDb().views().unusedAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(read.warnings()).isEmpty();
        assertThat(read.demo()).isTrue();
    }

    @Test
    void anOperatorsFileOfTheFirstGenerationStartsWithWarnings() {
        ConfigurationReader.Result read = read(resource("rdrs-v1.json"));

        Configuration configuration = read.configuration();
        assertThat(configuration.web().limits().batchEntries()).isEqualTo(256);
        assertThat(configuration.ronDb().data().servers())
                .containsExactly(new Server("10.0.0.7", 3307), new Server("10.0.0.8", 3306));
        assertThat(configuration.ronDb().data().password().reveal()).isEqualTo("hunter2");
        assertThat(read.warnings())
                .anyMatch(warning -> warning.startsWith("RonDB: has no meaning here"))
                .anyMatch(warning -> warning.startsWith("GRPC: has no meaning here"))
                .anyMatch(warning -> warning.startsWith("Testing: has no meaning here"))
                .anyMatch(warning -> warning.startsWith("Internal.GOMAXPROCS: has no meaning here"))
                .noneMatch(warning -> warning.contains("unknown"));
    }

    @Test
    void anOperatorsFileOfTheSecondGenerationStartsWithWarnings() {
        ConfigurationReader.Result read = read(resource("rdrs-v2.json"));

        Configuration configuration = read.configuration();
        assertThat(configuration.web().limits().threads()).isEqualTo(16);
        assertThat(configuration.web().options().compression()).isFalse();
        assertThat(configuration.web().limits().requestBytes()).isEqualTo(1_048_576);
        assertThat(configuration.ronDb().views().refreshInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.log().level()).isEqualTo(LogSettings.Level.WARN);
        assertThat(read.warnings())
                .anyMatch(warning -> warning.startsWith("Rondis: has no meaning here"))
                .noneMatch(warning -> warning.contains("unknown"));
    }

    @Test
    void whatRdrsTakesForTheLogIsTaken() throws IOException {
        ConfigurationReader.Result read = read(file("""
                {"MySQL": {"User": "reader"},
                 "Log": {"Level": "warning", "FilePath": "", "MaxSizeMb": 0, "MaxBackups": 0, "MaxAge": 0}}
                """));

        assertThat(read.configuration().log().level()).isEqualTo(LogSettings.Level.WARNING);
        assertThat(read.configuration().log().maxAgeDays()).isZero();
    }

    @Test
    void whatIsNotSaidOfTheMetadataClusterIsAsForTheData() {
        ConfigurationReader.Result read = read(resource("rdrs-v2.json"));

        ClusterSettings metadata = read.configuration().ronDb().metadata();
        assertThat(metadata.servers()).containsExactly(new Server("meta", 3306));
        assertThat(metadata.user()).isEqualTo("reader");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'REST': {'ServerPort': 123456}} | REST.ServerPort: must be an integer from 0 to 65535, not 123456",
                "{'REST': {'ServerPort': '4406x'}} | REST.ServerPort: must be an integer from 0 to 65535, not \"4406x\"",
                "{'REST': {'ServerPort': 4406.5}} | REST.ServerPort: must be an integer from 0 to 65535, not 4406.5",
                "{'REST': {'UseCompression': 1}} | REST.UseCompression: must be true or false, not 1",
                "{'REST': []} | REST: must be an object, not an array",
                "{'REST': {'ServerIP': 7}} | REST.ServerIP: must be a string, not 7",
                "{'Log': {'Level': 'loud'}} | Log.Level: must be one of trace, debug, info, warn, warning, error, fatal, panic, not \"loud\"",
                "{'MySQL': {'User': 'u', 'Servers': []}} | MySQL.Servers: must be a list of",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 'a?b=c'}]}} | MySQL.Servers: must be a list of",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 'a', 'Port': 99999}]}} | MySQL.Servers: must be a list of",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 'a'}, {'IP': 'b', 'Port': 0}, {}]}} | 65535}, not {\"IP\":\"b\",\"Port\":0} at [1]",
                "{'MySQL': {'User': 'u', 'Servers': 'a:1,b:x'}} | 65535}, not \"b:x\" at [1]",
                "{'MySQL': {'User': 'u', 'Servers': 'a:1:2'}} | 65535}, not \"a:1:2\" at [0]",
                "{'MySQL': {'User': 'u', 'Servers': '[::1]2'}} | 65535}, not \"[::1]2\" at [0]",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 'a:1'}]}} | 65535}, not {\"IP\":\"a:1\"} at [0]",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': null}]}} | 65535}, not {\"IP\":null} at [0]",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 10}]}} | 65535}, not {\"IP\":10} at [0]",
                "{'MySQL': {'User': 'u', 'Servers': [{'ip': 'a', 'IP': 'b'}]}} | 65535}, not {\"ip\":\"a\",\"IP\":\"b\"} at [0]",
                "{'MySQL': {'User': 'u', 'Servers': [{'IP': 'a', 'port': 1, 'Port': 2}]}} | 65535}, not {\"IP\":\"a\",\"port\":1,\"Port\":2} at [0]",
                "{'MySQL': {'User': ' '}} | MySQL.User: must be given",
                "{'MySQL': {'User': 'u'}, 'MySQLMetadataCluster': {'User': ''}} | MySQLMetadataCluster.User: must not be blank",
                "{'MySQL': {'User': 'u', 'Servers': ['a:1']}} | 65535}, not \"a:1\" at [0]",
                "{'FeatureStore': {'PreloadFeatureViews': ['a/b/1', 7]}} | must be a list of strings, not 7 at [1]",
                "{'MySQL': {'Servers': [{'IP': 'a'}]}} | MySQL.User: must be given",
                "{'RonDB': {}} | MySQL: must be given: this server reads RonDB through its MySQL servers. Add",
                "{'MySQL': {'User': 'u', 'TLS': {'CertificateFile': 'c.pem'}}} | MySQL.TLS.CertificateFile: is c.pem, without a PrivateKeyFile",
                "{'MySQL': {'User': 'u', 'TLS': {'PrivateKeyFile': 'k.pem'}}} | MySQL.TLS.PrivateKeyFile: is k.pem, without a CertificateFile",
                "{'MySQL': {'User': 'u'}} 'hunter2' | line 1, column 26: something follows the end of the configuration",
                "{'Security': {'APIKey': {'UseHopsworksAPIKeys': false}}} | Security.APIKey.UseHopsworksAPIKeys: is false, which Security.InsecureAllowAll must confirm with true",
                "{'Security': {'APIKey': {'CacheRefreshIntervalMS': 500, 'CacheRefreshIntervalJitterMS': 500}}} | Security.APIKey.CacheRefreshIntervalJitterMS: 500 is not shorter",
                "{'FeatureStore': {'PreloadFeatureViews': ['a/b']}} | FeatureStore.PreloadFeatureViews: 'a/b' is not of the form",
                "{'Security': {'TLS': {'EnableTLS': true, 'PrivateKeyFile': 'k'}}} | Security.TLS.CertificateFile: must be given, as EnableTLS is true",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'c'}}} | Security.TLS.PrivateKeyFile: must be given, as EnableTLS is true",
                "{'Security': {'TLS': {'EnableTLS': true, 'RequireClientCert': true}}} | Security.TLS.RootCACertFile: must be given, as RequireAndVerifyClientCert is true",
                "{'Security': {'TLS': {'HSTSMaxAgeS': -1}}} | Security.TLS.HSTSMaxAgeS: must be an integer from 0 to 63072000, not -1",
                "{'Log': {'FilePath': '/var/./a', 'RequestFilePath': '/var/a'}} | Log.RequestFilePath: /var/a is the FilePath too",
                "{'REST': {'ServerPort': 1}, 'REST': {}} | line 1, column",
                "{'REST': | line 1, column",
            })
    void whatIsWrongIsNamedWithPathValueAndRange(String json, String expected) throws IOException {
        Path file = file(json.replace('\'', '"').replace("\"a/b\" is", "'a/b' is"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(file.toString());
    }

    @Test
    void allErrorsAreReportedAtOnce() throws IOException {
        Path file = file("{\"REST\": {\"ServerPort\": -1, \"NumThreads\": 0}, \"Log\": {\"MaxAge\": \"x\"}}");

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("REST.ServerPort")
                .hasMessageContaining("REST.NumThreads")
                .hasMessageContaining("Log.MaxAge")
                .hasMessageContaining("MySQL: must be given");
    }

    @Test
    void aPasswordIsNotInMessageNorSettings() throws IOException {
        Path wrong = file("{\"MySQL\": {\"User\": \"u\", \"Password\": [\"hunter2\"]}}");
        Path right = file("{\"MySQL\": {\"User\": \"u\", \"Password\": \"hunter2\"}}");

        assertThatThrownBy(() -> read(wrong))
                .hasMessageContaining("MySQL.Password")
                .message()
                .doesNotContain("hunter2");
        assertThat(read(right).settings())
                .extracting(setting -> setting.effective(read(right).configuration()))
                .contains("***")
                .noneMatch(shown -> shown.contains("hunter2"));
        assertThat(read(right).configuration().toString()).doesNotContain("hunter2");
    }

    @Test
    void theEnvironmentOverridesTheFileInAnyCase() throws IOException {
        Path file = file("{\"MySQL\": {\"User\": \"file\", \"Servers\": [{\"IP\": \"a\"}]}}");
        Map<String, String> environment = Map.of(
                "FEATURE_STORE_MySQL_User", "environment",
                "FEATURE_STORE_MYSQL_SERVERS", "b:3307, [::1]:3308",
                "FEATURE_STORE_REST_SERVERPORT", "4407",
                "FEATURE_STORE_REST_USECOMPRESSION", "true");

        Configuration configuration =
                read(Optional.of(file), environment, false).configuration();

        assertThat(configuration.ronDb().data().user()).isEqualTo("environment");
        assertThat(configuration.ronDb().data().servers())
                .containsExactly(new Server("b", 3307), new Server("::1", 3308));
        assertThat(configuration.web().port()).isEqualTo(4407);
        assertThat(configuration.web().options().compression()).isTrue();
    }

    @Test
    void anAddressOfIpV6NeedsNoBracketsWhereNoPortFollows() {
        Map<String, String> environment = Map.of(
                "FEATURE_STORE_MYSQL_USER", "u", "FEATURE_STORE_MYSQL_SERVERS", "::1,[::2],fe80::3%eth0,[::4]:5");

        assertThat(read(Optional.empty(), environment, false)
                        .configuration()
                        .ronDb()
                        .data()
                        .servers())
                .containsExactly(
                        new Server("::1", 3306),
                        new Server("::2", 3306),
                        new Server("fe80::3%eth0", 3306),
                        new Server("::4", 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MySQL", "MySQLMetadataCluster"})
    void serversInTheEnvironmentThatAreWrongAreToldTheirForm(String section) {
        Map<String, String> environment = Map.of(
                "FEATURE_STORE_MYSQL_USER",
                "u",
                "FEATURE_STORE_" + section + "_SERVERS",
                "[{\"IP\":\"10.0.0.7\",\"Port\":3306}]");

        assertThatThrownBy(() -> read(Optional.empty(), environment, false))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(
                        section + ".Servers: must be host:port, or several with commas between them,"
                                + " such as 10.0.0.7:3306,[fd00::8]:3306, not \"[{\\\"IP\\\":\\\"10.0.0.7\\\"\" at [0] (given by")
                .hasMessageNotContaining("list of");
    }

    @Test
    void theFormThatIsToldIsTaken() {
        Map<String, String> environment = Map.of(
                "FEATURE_STORE_MYSQL_USER", "u",
                "FEATURE_STORE_MYSQL_SERVERS", "10.0.0.7:3306,[fd00::8]:3306",
                "FEATURE_STORE_FEATURESTORE_PRELOADFEATUREVIEWS", "fraud/fraud_model/1, fraud/merchants/2");

        RonDbSettings read =
                read(Optional.empty(), environment, false).configuration().ronDb();

        assertThat(read.data().servers()).containsExactly(new Server("10.0.0.7", 3306), new Server("fd00::8", 3306));
        assertThat(read.preload())
                .containsExactly(
                        new FeatureViewName("fraud", "fraud_model", 1), new FeatureViewName("fraud", "merchants", 2));
    }

    @Test
    void aPortThatIsNullIsThatOfMySql() throws IOException {
        Path file = file("{\"MySQL\": {\"User\": \"u\", \"Servers\": [{\"IP\": \"a\", \"Port\": null}]}}");

        assertThat(read(file).configuration().ronDb().data().servers()).containsExactly(new Server("a", 3306));
    }

    @Test
    void theEnvironmentAloneCanNameAStore() {
        ConfigurationReader.Result read = read(Optional.empty(), Map.of("FEATURE_STORE_MYSQL_USER", "reader"), false);

        assertThat(read.demo()).isFalse();
        assertThat(read.configuration().web().options().explorer()).isFalse();
    }

    @Test
    void pagesForPeopleAreOffUnlessItIsADemoOrTheyAreAskedFor() throws IOException {
        Path silent = file("{\"MySQL\": {\"User\": \"u\"}}");
        Map<String, String> off = Map.of("FEATURE_STORE_REST_ENABLEEXPLORER", "false");

        assertThat(read(silent).configuration().web().options().explorer()).isFalse();
        assertThat(read(Optional.of(silent), Map.of(), true)
                        .configuration()
                        .web()
                        .options()
                        .explorer())
                .isTrue();
        assertThat(read(Optional.of(silent), off, true)
                        .configuration()
                        .web()
                        .options()
                        .explorer())
                .isFalse();
        assertThat(read(file("{\"REST\": {\"EnableExplorer\": true}, \"MySQL\": {\"User\": \"u\"}}"))
                        .configuration()
                        .web()
                        .options()
                        .explorer())
                .isTrue();
    }

    @Test
    void unknownNamesAreWarningsWithTheirPath() throws IOException {
        Path file = file("{\"REST\": {\"Sevrer\": 1}, \"Extra\": {}, \"MySQL\": {\"User\": \"u\"}}");

        ConfigurationReader.Result read = read(Optional.of(file), Map.of("FEATURE_STORE_REST_SEVRER", "1"), false);

        assertThat(read.warnings())
                .containsExactlyInAnyOrder(
                        "REST.Sevrer: unknown setting, ignored",
                        "Extra: unknown setting, ignored",
                        "FEATURE_STORE_REST_SEVRER: unknown setting, ignored");
    }

    @Test
    void variablesThatAreReadElsewhereAreKnown() {
        Map<String, String> environment =
                Map.of("FEATURE_STORE_CONFIG_FILE", "c", "FEATURE_STORE_API_KEY", "k", "FEATURE_STORE_API_KEYS", "k");

        assertThat(read(Optional.empty(), environment, false).warnings())
                .containsExactly("FEATURE_STORE_API_KEYS: unknown setting, ignored");
    }

    @Test
    void oldNamesOfAuthenticationAreTaken() throws IOException {
        Path file = file("{\"REST\": {\"HealthRequiresAPIKey\": true, \"PingRequiresAPIKey\": true},"
                + " \"MySQL\": {\"User\": \"u\"}}");

        WebSettings web = read(file).configuration().web();

        assertThat(web.options().healthRequiresAuth()).isTrue();
        assertThat(web.options().pingRequiresAuth()).isTrue();
    }

    @Test
    void clientCertificatesAreAskedForOnlyIfThatIsSaid() throws IOException {
        String files =
                "\"EnableTLS\": true, \"CertificateFile\": \"c\", \"PrivateKeyFile\": \"k\", \"RootCACertFile\": \"r\"";
        Path server = file("{\"MySQL\": {\"User\": \"u\"}, \"Security\": {\"TLS\": {" + files + "}}}");
        Path mutual = file("{\"MySQL\": {\"User\": \"u\"}, \"Security\": {\"TLS\": {" + files
                + ", \"RequireAndVerifyClientCert\": true}}}");

        assertThat(read(server).configuration().web().tls())
                .hasValue(TlsSettings.of(Path.of("c"), Path.of("k"), Optional.empty()));
        assertThat(read(mutual).configuration().web().tls())
                .hasValue(TlsSettings.of(Path.of("c"), Path.of("k"), Optional.of(Path.of("r"))));
    }

    @Test
    void clientCertificatesWithoutTlsAreWarnedOf() throws IOException {
        Path file = file(
                "{\"MySQL\": {\"User\": \"u\"}," + " \"Security\": {\"TLS\": {\"RequireAndVerifyClientCert\": true}}}");

        assertThat(read(file).warnings())
                .containsExactly("Security.TLS.RequireAndVerifyClientCert: has no effect, as EnableTLS is not true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'TLS': {'CertificateFile': 'c'}} | TLS.CertificateFile: has no effect, as EnableTLS is not true",
                "{'TLS': {'PrivateKeyFile': 'k'}} | TLS.PrivateKeyFile: has no effect, as EnableTLS is not true",
                "{'TLS': {'RootCACertFile': 'r'}} | TLS.RootCACertFile: has no effect, as EnableTLS is not true",
                "{'TLS': {'HSTSMaxAgeS': 60}} | TLS.HSTSMaxAgeS: has no effect, as EnableTLS is not true",
                "{'TLS': {'EnableTLS': true, 'CertificateFile': 'c', 'PrivateKeyFile': 'k', 'RootCACertFile': 'r'}} | TLS.RootCACertFile: has no effect, as RequireAndVerifyClientCert is not true",
                "{'InsecureAllowAll': true} | InsecureAllowAll: has no effect, as APIKey.UseHopsworksAPIKeys is not false",
                "{'InsecureAllowAll': true, 'APIKey': {'UseHopsworksAPIKeys': false, 'RateLimitPerSecond': 5}} | APIKey.RateLimitPerSecond: has no effect, as UseHopsworksAPIKeys is false",
            })
    void whatIsGivenInVainIsWarnedOf(String security, String expected) throws IOException {
        Path file = file(("{'MySQL': {'User': 'u'}, 'Security': " + security + "}").replace('\'', '"'));

        assertThat(read(file).warnings()).containsExactly("Security." + expected);
    }

    @Test
    void certificatesForConnectionsThatAreNotEncryptedAreWarnedOf() throws IOException {
        String files = "{\"TLS\": {\"RootCACertFile\": \"r\", \"CertificateFile\": \"c\", \"PrivateKeyFile\": \"k\"}}";
        Path file = file("{\"MySQL\": {\"User\": \"u\"}, \"MySQLMetadataCluster\": " + files + "}");

        assertThat(read(file).warnings())
                .containsExactly(
                        "MySQLMetadataCluster.TLS.RootCACertFile: has no effect, as Mode is disabled",
                        "MySQLMetadataCluster.TLS.CertificateFile: has no effect, as Mode is disabled",
                        "MySQLMetadataCluster.TLS.PrivateKeyFile: has no effect, as Mode is disabled");
        assertThat(read(Optional.of(file), Map.of(), true).warnings()).isEmpty();
    }

    @Test
    void whoNamesAClusterForMetadataWantsNoDemo() {
        Map<String, String> environment = Map.of("FEATURE_STORE_MYSQLMETADATACLUSTER_SERVERS", "meta");

        assertThatThrownBy(() -> read(Optional.empty(), environment, false))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("MySQL.User: must be given");
        assertThat(read(Optional.empty(), environment, true).demo()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"REST\": {}, \"rest\": {\"NumThreads\": 2}} | REST: is given twice, also as rest",
                "{\"REST\": {\"serverport\": 1, \"ServerPort\": 2}} | REST.serverport: is given twice, also as ServerPort",
                "{\"REST\": {\"PingRequiresAuth\": false, \"PingRequiresAPIKey\": true}}"
                        + " | REST.PingRequiresAuth: is false, but as PingRequiresAPIKey it is true"
            })
    void whatIsSaidTwiceIsAnError(String json, String expected) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> read(Optional.of(file), Map.of(), true))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(expected);
    }

    @Test
    void theSameUnderTwoNamesIsSaidOnce() throws IOException {
        Path file = file("{\"REST\": {\"PingRequiresAuth\": true, \"PingRequiresAPIKey\": true}}");

        assertThat(read(Optional.of(file), Map.of(), true)
                        .configuration()
                        .web()
                        .options()
                        .pingRequiresAuth())
                .isTrue();
    }

    @Test
    void namesOfOneSettingInTheEnvironmentMustSayTheSame() {
        Map<String, String> same =
                Map.of("FEATURE_STORE_REST_PINGREQUIRESAUTH", "true", "FEATURE_STORE_REST_PINGREQUIRESAPIKEY", "TRUE");
        Map<String, String> other =
                Map.of("FEATURE_STORE_REST_PINGREQUIRESAUTH", "false", "FEATURE_STORE_REST_PINGREQUIRESAPIKEY", "true");

        assertThat(read(Optional.empty(), same, false).warnings()).isEmpty();
        assertThatThrownBy(() -> read(Optional.empty(), other, false))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("REST.PingRequiresAuth: is \"false\", but as PingRequiresAPIKey it is \"true\"");
    }

    @Test
    void theEnvironmentTakesOldNamesToo() {
        ConfigurationReader.Result read =
                read(Optional.empty(), Map.of("FEATURE_STORE_REST_PINGREQUIRESAPIKEY", "true"), false);

        assertThat(read.warnings()).isEmpty();
        assertThat(read.configuration().web().options().pingRequiresAuth()).isTrue();
    }

    @Test
    void whatDoesNotComeFromTheFileIsSaidToComeFromElsewhere() throws IOException {
        Optional<Path> file = Optional.of(file("{\"MySQL\": {\"User\": \"u\"}}"));
        Map<String, String> variables = Map.of("FEATURE_STORE_REST_SERVERPORT", "abc");

        assertThatThrownBy(() -> read(file, variables, false))
                .hasMessageContaining("not \"abc\" (given by FEATURE_STORE_REST_SERVERPORT)");
        assertThatThrownBy(() -> read(file, Map.of("FEATURE_STORE_REST_PINGREQUIRESAPIKEY", "abc"), false))
                .hasMessageContaining("not \"abc\" (given by FEATURE_STORE_REST_PINGREQUIRESAPIKEY)");
        assertThatThrownBy(() -> new ConfigurationReader(file, variables, Optional.of(70_000), false).read())
                .hasMessageContaining("not \"70000\" (given by --port)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"MySQL\": {\"User\": \"u\", \"Password\": hunter2}}",
                "{\"MySQL\": \"mysql://u:hunter2@db\"}",
                "{\"MySQL\": [\"u\", \"hunter2\"]}",
                "{\"MySQL\": {\"Password\": \"hunter2}",
                "{\"MySQL\": {\"User\": \"u\"}} \"hunter2\"",
                "{\"MySQL\": {\"Password\": 1234567}} hunter2",
            })
    void noMessageShowsWhatMayBeASecretNorTheParsersOwnWords(String json) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("StreamRead")
                .hasMessageNotContaining("com.fasterxml")
                .hasMessageNotContaining("Source");
    }

    @Test
    void aFileThatIsNestedTooDeeplyIsToldSoWithoutTheParsersOwnWords() throws IOException {
        Path file = file("[".repeat(2000));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("nesting depth")
                .hasMessageNotContaining("StreamRead");
    }

    @Test
    void anAddressMustBeGiven() throws IOException {
        Path file = file("{\"REST\": {\"ServerIP\": \"\"}}");

        assertThatThrownBy(() -> read(Optional.of(file), Map.of(), true))
                .hasMessageContaining("REST.ServerIP: must be an address, not \"\"");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("nowhere.json");
    }

    private static ConfigurationReader.Result read(
            Optional<Path> file, Map<String, String> environment, boolean demoWanted) {
        return new ConfigurationReader(file, environment, Optional.empty(), demoWanted).read();
    }

    private static ConfigurationReader.Result read(Path file) {
        return read(Optional.of(file), Map.of(), false);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "config", ".json"), json);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ConfigurationReaderTest.class.getResource("/config/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
