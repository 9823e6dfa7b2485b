package dev.featurestore.web;

import static dev.featurestore.web.TestServer.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.browse.ExampleKey;
import dev.featurestore.web.json.Json;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowseTest {
    private static final String STORES = "/0.1.0/feature_store";
    private static final Credential CREDENTIAL = Credential.ofHeader(KEY);
    private static final Caller OWNER = new Caller.Member(List.of());

    private TestServer web;

    @BeforeEach
    void start() {
        web = TestServer.start();
        web.fake.authenticate = (credential, deadline) -> credential.equals(CREDENTIAL)
                ? new Answer.Given<>(OWNER)
                : new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, "who?"));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void storesAreListed() {
        HttpResponse<String> response = web.get(STORES, "X-API-KEY", KEY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"featureStores\":[{\"id\":67,\"name\":\"fsdb002\"}]}");
        assertThat(web.fake.browsed).containsExactly(OWNER);
    }

    @Test
    void viewsOfAStoreAreListed() {
        HttpResponse<String> response = web.get("/0.2.0/feature_store/FSDB002", "X-API-KEY", KEY);

        assertThat(response.body())
                .isEqualTo("{\"featureStoreId\":67,\"featureStoreName\":\"fsdb002\","
                        + "\"featureViews\":[{\"name\":\"sample_2\",\"version\":1}]}");
        assertThat(web.fake.browsed).containsExactly(OWNER, "FSDB002");
    }

    @Test
    void aViewIsDescribedWithRequestsThatCanBeSent() {
        HttpResponse<String> response = web.get(STORES + "/fsdb002/sample_2/1", "X-API-KEY", KEY);

        assertThat(response.body())
                .isEqualTo(
                        "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                                + "\"servingKeys\":[{\"names\":[\"id1\"],\"type\":\"bigint\","
                                + "\"expected\":\"an integer from -9223372036854775808 to 9223372036854775807\","
                                + "\"required\":true,\"featureGroup\":0,\"column\":\"id1\"}],"
                                + "\"servedVectors\":0,\"features\":[{\"position\":0,\"name\":\"id1\",\"type\":\"bigint\",\"featureGroup\":0,\"key\":true,\"nulls\":0,\"missing\":0,\"passed\":0},"
                                + "{\"position\":1,\"name\":\"ts\",\"type\":\"date\",\"featureGroup\":0,\"key\":false,\"nulls\":0,\"missing\":0,\"passed\":0},"
                                + "{\"position\":2,\"name\":\"data1\",\"type\":\"string\",\"featureGroup\":0,\"key\":false,\"nulls\":0,\"missing\":0,\"passed\":0},"
                                + "{\"position\":3,\"name\":\"data2\",\"type\":\"string\",\"featureGroup\":0,\"key\":false,\"nulls\":0,\"missing\":0,\"passed\":0}],"
                                + "\"featureGroups\":[{\"id\":12,\"featureStoreName\":\"fsdb002\",\"name\":\"sample_2\","
                                + "\"version\":1,\"kind\":\"online\"}],"
                                + "\"examples\":{\"single\":{" + named("{\"id1\":1}", "{}") + "},"
                                + "\"batch\":{" + named("[{\"id1\":1},{\"id1\":2}]", "[{},{}]") + "}}}");
    }

    private static String named(String entries, String passed) {
        return "\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,\"entries\":"
                + entries + ",\"passedFeatures\":" + passed
                + ",\"metadataOptions\":{\"featureName\":true,\"featureType\":true},"
                + "\"options\":{\"includeDetailedStatus\":true}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/my%20store/a+b/7|my store|a+b|7",
                "/f%C3%BCr/%E6%BC%A2/-2147483648|für|漢|-2147483648",
                "/s/v%2Bw%3F%25/2147483647|s|v+w?%|2147483647",
                "/s/v/1?version=2|s|v|1"
            })
    void namesInPathsArePercentEncoded(String path, String store, String view, int version) {
        HttpResponse<String> response = web.get(STORES + path, "X-API-KEY", KEY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(web.fake.browsed).containsExactly(OWNER, new FeatureViewName(store, view, version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1.0", "2147483648", "0x1", "+1", "01", "1%D9%A1", "%20"})
    void aVersionThatIsNoIntegerIsRefusedNamingIt(String version) {
        HttpResponse<String> response = web.get(STORES + "/fsdb002/sample_2/" + version, "X-API-KEY", KEY);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"code\":20,\"message\":\"Wrong type of the version in the path. Got: '"
                        + URLDecoder.decode(version.replace("+", "%2B"), UTF_8)
                        + "', expected: 'integer' from -2147483648 to 2147483647\","
                        + "\"reason\":\"Malformed request.\"}");
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHENTICATED,401", "ACCESS_DENIED,401", "NO_FEATURE_STORE,400", "NO_FEATURE_VIEW,400"})
    void refusalsAreAnsweredAsThoseOfVectors(ErrorCode code, int status) {
        web.fake.refusal = Optional.of(new Failure(code, "why not"));

        for (String path : List.of("", "/fsdb002", "/fsdb002/sample_2/1")) {
            if (path.isEmpty() && status == 400) {
                continue; // a list of stores names none
            }
            HttpResponse<String> response = web.get(STORES + path, "X-API-KEY", KEY);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body())
                    .isEqualTo("{\"code\":" + code.number() + ",\"message\":\"why not\",\"reason\":\"" + code.reason()
                            + "\"}");
        }
    }

    @Test
    void aKeySharedByGroupsIsAskedForOnceAndSpinesAreToBePassed() {
        web.fake.described = spineView();

        JsonNode view = OpenApi.parsed(
                web.get(STORES + "/fsdb002/with_mood/1", "X-API-KEY", KEY).body());

        assertThat(view.at("/servingKeys/0/type").isNull()).isTrue();
        assertThat(view.at("/servingKeys/0/expected").asText()).isEqualTo("any value");
        assertThat(view.at("/servingKeys/1/names").toString()).isEqualTo("[\"customer_id\",\"c_customer_id\"]");
        assertThat(view.at("/servingKeys/1/required").asBoolean()).isFalse();
        assertThat(view.at("/featureGroups/0/kind").asText()).isEqualTo("spine");
        assertThat(view.at("/examples/single/entries").toString()).isEqualTo("{\"customer_id\":1}");
        assertThat(view.at("/examples/single/passedFeatures").toString()).isEqualTo("{\"mood\":\"a\"}");
    }

    @Test
    void aNameThatNoEntryMayUseIsNotOffered() {
        web.fake.described = joinedOnAFeature();

        JsonNode view =
                OpenApi.parsed(web.get(STORES + "/s/v/1", "X-API-KEY", KEY).body());

        assertThat(view.at("/servingKeys/0/names").toString()).isEqualTo("[\"c_customer_id\",\"customer_id\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tinyint",
                "smallint unsigned",
                "int",
                "bigint unsigned",
                "year",
                "decimal(10,2)",
                "decimal(2,2)",
                "decimal(9,0) unsigned",
                "float",
                "double unsigned",
                "char(3)",
                "varchar(100)",
                "text",
                "binary(4)",
                "varbinary(16)",
                "blob",
                "bit(1)",
                "bit(12)",
                "date",
                "time",
                "time(3)",
                "datetime",
                "datetime(6)",
                "timestamp",
                "timestamp(3)"
            })
    void exampleValuesAreKeysOfTheirType(String columnType) {
        ColumnType type = ColumnType.parse(columnType);
        for (int number = 1; number <= 2; number++) {
            int each = number;
            JsonNode written = OpenApi.parsed(
                    Json.write(json -> ExampleKey.write(type, each, json)).toString(UTF_8));
            Value value = written.isNumber() ? new Value.Numeral(written.asText()) : new Value.Text(written.asText());

            assertThat(type.toKey(value)).as("%s of %s", written, columnType).isPresent();
        }
    }

    private static FeatureView spineView() {
        FeatureStore store = FakeApi.VIEW.store();
        FeatureGroup moods = FeatureGroup.spine(1, "moods", 1, store);
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                "with_mood",
                1,
                List.of(new Join(0, "", moods), new Join(1, "c_", customers(store))),
                List.of(
                        new Feature("mood", OfflineType.of("string"), 0, 0, false),
                        new Feature("name", OfflineType.of("string"), 1, 1, false)),
                List.of(
                        new ServingKey(0, "customer_id", "", true, Optional.empty()),
                        new ServingKey(1, "customer_id", "c_", false, Optional.of("customer_id")))));
    }

    private static FeatureView joinedOnAFeature() {
        FeatureStore store = FakeApi.VIEW.store();
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                "v",
                1,
                List.of(new Join(0, "c_", customers(store))),
                List.of(new Feature("name", OfflineType.of("string"), 0, 0, false)),
                List.of(new ServingKey(0, "customer_id", "c_", false, Optional.of("buyer")))));
    }

    private static FeatureGroup customers(FeatureStore store) {
        return new FeatureGroup(
                2,
                "customers",
                1,
                store,
                false,
                Map.of("customer_id", ColumnType.parse("bigint"), "name", ColumnType.parse("varchar(100)")),
                List.of("customer_id"));
    }
}
