package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureViewName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorAnswersTest {
    private static final List<Value> FOUND =
            List.of(new Value.Numeral("36"), Value.text("2022-01-24"), Value.text("int24"), Value.text("str14"));
    private static final List<Value> NOT_FOUND =
            List.of(new Value.Numeral("9876543"), Value.NULL, Value.NULL, Value.NULL);

    @AutoClose
    private static TestServer web = TestServer.start();

    private final AtomicReference<GetFeatureVector.Query> one = new AtomicReference<>();
    private final AtomicReference<GetFeatureVectors.Query> many = new AtomicReference<>();

    @BeforeEach
    void serve() {
        web.fake.authenticate = (credential, deadline) -> new Answer.Given<>(new Caller.Anyone());
        web.fake.vector = query -> {
            one.set(query);
            return new Answer.Given<>(new GetFeatureVector.Vector(FakeApi.VIEW, FakeApi.served(FOUND)));
        };
        web.fake.vectors = query -> {
            many.set(query);
            return new Answer.Given<>(new GetFeatureVectors.Vectors(
                    FakeApi.VIEW,
                    List.of(
                            FakeApi.served(FOUND),
                            new FeatureVector.Failed(
                                    new Failure(ErrorCode.WRONG_DATA_TYPE, "x"), List.of(LookupStatus.NOT_LOOKED_UP)),
                            new FeatureVector.Served(NOT_FOUND, false, List.of(LookupStatus.NO_ROW)),
                            new FeatureVector.Failed(
                                    new Failure(ErrorCode.COMPLEX_FEATURE_UNDECODABLE, "x"),
                                    List.of(LookupStatus.UNDECODABLE)))));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0.1.0", "/0.2.0"})
    void singleVectorWithMetadataIsAsDocumented(String version) {
        String body = web.post(version + "/feature_store", golden("single-request.json"))
                .body();

        assertThat(body).isEqualTo(compact(golden("single-found.json")));
    }

    @Test
    void singleVectorWithoutARowIsAsDocumented() {
        web.fake.vector = query -> new Answer.Given<>(new GetFeatureVector.Vector(
                FakeApi.VIEW, new FeatureVector.Served(NOT_FOUND, false, List.of(LookupStatus.NO_ROW))));

        String body = web.post(SINGLE, withView("'entries':{'id1':9876543},'options':{'includeDetailedStatus':true}"))
                .body();

        assertThat(body).isEqualTo(compact(golden("single-missing.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0.1.0", "/0.2.0"})
    void batchWithEveryStatusIsAsDocumented(String version) {
        String body = web.post(version + "/batch_feature_store", golden("batch-request.json"))
                .body();

        assertThat(body).isEqualTo(compact(golden("batch-answer.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'featureName':true | {\"featureName\":\"ts\",\"featureType\":null}",
                "'featureType':true | {\"featureName\":null,\"featureType\":\"date\"}",
                "'featureType':true,'featureName':null | {\"featureName\":null,\"featureType\":\"date\"}",
                "'featureName':true,'featureType':true,'other':7 | {\"featureName\":\"ts\",\"featureType\":\"date\"}"
            })
    void metadataHoldWhatIsAskedFor(String line) {
        String[] optionsAndItem = line.split(" \\| ", 2);

        String body = web.post(SINGLE, withView("'entries':{'id1':1},'metadataOptions':{" + optionsAndItem[0] + "}"))
                .body();

        assertThat(body).contains("}," + optionsAndItem[1] + ",{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x':0",
                "'metadataOptions':null",
                "'metadataOptions':{}",
                "'metadataOptions':{'featureName':false,'featureType':null}",
                "'metadataOptions':{'FeatureName':true}",
                "'options':null",
                "'options':{}",
                "'options':{'includeDetailedStatus':null,'validatePassedFeatures':null}",
                "'passedFeatures':null",
                "'requestId':null"
            })
    void optionsThatAreAbsentOrNullHaveTheirDefaults(String members) {
        String both = withView("'entries':ENTRIES," + members);

        String single = web.post(SINGLE, both.replace("ENTRIES", "{}")).body();
        String batch = web.post(BATCH, both.replace("ENTRIES", "[{}]")).body();

        assertThat(single).contains("\"metadata\":null,").endsWith("\"detailedStatus\":null}");
        assertThat(batch).contains("\"metadata\":null,").endsWith("\"detailedStatus\":null}");
        assertThat(one.get().validatePassed()).isTrue();
        assertThat(one.get().passed()).isEqualTo(PassedFeatures.NONE);
        assertThat(many.get().validatePassed()).isTrue();
        assertThat(many.get().passed()).isEmpty();
    }

    @Test
    void unknownMembersAreIgnoredEvenTwice() {
        String body = "{\"x\":[{\"y\":1}],\"x\":2,\"requestId\":7,\"requestId\":8,"
                + single("{'id1':1}").substring(1);

        int status = web.post(SINGLE, body).statusCode();

        assertThat(status).isEqualTo(200);
    }

    /** Somebody who is known by this, and by nothing else. */
    private static Caller callerIs(Credential expected) {
        Caller caller = new Caller.Member(List.of());
        web.fake.authenticate = (credential, deadline) -> credential.equals(expected)
                ? new Answer.Given<>(caller)
                : new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, "who?"));
        return caller;
    }

    @Test
    void theWholeSingleRequestReachesTheUseCase() {
        String body = withView("'entries':{'id1':36},'passedFeatures':{'data1':'new'},"
                + "'options':{'validatePassedFeatures':false}");

        Caller owner = callerIs(new Credential.Given(new ApiKey("0123456789abcdef", "very-secret")));

        web.post(SINGLE, body, "x-api-key", KEY);

        assertThat(one.get())
                .isEqualTo(new GetFeatureVector.Query(
                        owner,
                        new FeatureViewName("fsdb002", "sample_2", 1),
                        new Entry.Given(Map.of("id1", new Value.Numeral("36"))),
                        new PassedFeatures(Map.of("data1", Value.text("new"))),
                        false,
                        one.get().context()));
    }

    @Test
    void noEntriesAtAllAreLeftToTheUseCase() {
        web.post(SINGLE, single("{}"));

        assertThat(one.get().entry()).isEqualTo(new Entry.Given(Map.of()));
    }

    @Test
    void theWholeBatchReachesTheUseCase() {
        String body = withView("'passedFeatures':[null,{'data1':1.50},{}],'entries':[{'id1':36},7,null],"
                + "'options':{'validatePassedFeatures':false}");

        Caller owner = callerIs(new Credential.Malformed());

        web.post(BATCH, body, "X-API-KEY", "nonsense");

        assertThat(many.get())
                .isEqualTo(new GetFeatureVectors.Query(
                        owner,
                        new FeatureViewName("fsdb002", "sample_2", 1),
                        List.of(
                                new Entry.Given(Map.of("id1", new Value.Numeral("36"))),
                                new Entry.NotAnObject(JsonType.NUMBER),
                                new Entry.NotAnObject(JsonType.NULL)),
                        List.of(
                                PassedFeatures.NONE,
                                new PassedFeatures(Map.of("data1", new Value.Numeral("1.50"))),
                                PassedFeatures.NONE),
                        false,
                        many.get().context()));
    }

    @Test
    void contentTypeDoesNotMatter() {
        int none = web.post(SINGLE, single("{}")).statusCode();
        int text = web.post(SINGLE, single("{}"), "Content-Type", "text/plain; charset=utf-16")
                .statusCode();
        int form = web.post(SINGLE, single("{}"), "Content-Type", "application/x-www-form-urlencoded")
                .statusCode();

        assertThat(List.of(none, text, form)).containsOnly(200);
    }

    private static String golden(String name) {
        try (InputStream in = VectorAnswersTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Without blanks and line breaks; none of the golden texts has one inside a string. */
    private static String compact(String json) {
        return json.replaceAll("\\s", "");
    }
}
