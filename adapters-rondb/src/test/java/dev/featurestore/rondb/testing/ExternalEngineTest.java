package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalEngineTest {

    private static ExternalEngine named(String url) {
        return ExternalEngine.from(Map.of(ExternalEngine.URL, url)).orElseThrow();
    }

    /** A server that is ours in truth, seen as one that is not. */
    private static ExternalEngine mariaDbFromOutside() {
        MariaDbEngine maria = MariaDbEngine.shared();
        return named(maria.jdbcUrl() + "&user=" + maria.user() + "&password="
                + URLEncoder.encode(maria.password(), StandardCharsets.UTF_8));
    }

    @Test
    void thereIsNoneUnlessItIsNamed() {
        assertThat(ExternalEngine.from(Map.of())).isEmpty();
        assertThat(ExternalEngine.from(Map.of(ExternalEngine.URL, " "))).isEmpty();
    }

    @Test
    void accountAndDatabaseAreTakenOutOfTheUrl() {
        ExternalEngine engine = named("jdbc:mysql://one:3307,two/test?user=ada&sslMode=DISABLED&password=a%26b");

        assertThat(engine.jdbcUrl()).isEqualTo("jdbc:mysql://one:3307,two/?sslMode=DISABLED");
        assertThat(engine.user()).isEqualTo("ada");
        assertThat(engine.password()).isEqualTo("a&b");
        assertThat(engine.servers()).containsExactly(new HostPort("one", 3307), new HostPort("two", 3306));
    }

    @Test
    void theAccountMayStandBesideTheUrl() {
        ExternalEngine engine = ExternalEngine.from(Map.of(
                        ExternalEngine.URL,
                        "jdbc:mysql://one",
                        "FEATURE_STORE_TEST_USER",
                        "ada",
                        "FEATURE_STORE_TEST_PASSWORD",
                        "secret"))
                .orElseThrow();

        assertThat(engine.jdbcUrl()).isEqualTo("jdbc:mysql://one/");
        assertThat(engine.user()).isEqualTo("ada");
        assertThat(engine.password()).isEqualTo("secret");
    }

    @Test
    void aUrlOfAnotherDatabaseIsRefused() {
        assertThatThrownBy(() -> named("jdbc:postgresql://one/")).hasMessageContaining("jdbc:mysql://");
    }

    @Test
    void databasesOfTestsComeAndGo() throws SQLException {
        ExternalEngine engine = mariaDbFromOutside();

        HopsworksLoader.load(engine, Generation.V5, World.contract());
        HopsworksLoader.load(engine, Generation.V3_3, World.contract()).close();

        assertThat(Queries.texts(engine, "SELECT schema_name FROM information_schema.schemata"))
                .doesNotContain("hopsworks", "shop", "bank", "lab");
    }

    @Test
    void aDatabaseThatNoTestMadeIsNotTouched() throws SQLException {
        ExternalEngine engine = mariaDbFromOutside();
        try (Connection connection = engine.connect()) {
            MariaDbEngine.shared().createDatabase(connection, "hopsworks");

            assertThatThrownBy(() -> HopsworksSchema.create(engine, Generation.V5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("hopsworks");
            assertThat(Queries.texts(engine, "SELECT schema_name FROM information_schema.schemata"))
                    .contains("hopsworks");

            MySql.dropDatabase(connection, "hopsworks");
        }
    }
}
