package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.web.exchange.HttpStatuses;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ErrorsTest {
    private static final String BODY = single("{'id1':1}");

    @AutoClose
    private static TestServer web = TestServer.start();

    @Test
    void everyCodeHasTheStatusOfTheApi() {
        Map<ErrorCode, Integer> statuses = new EnumMap<>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            statuses.put(code, HttpStatuses.of(code));
        }

        // As the API's table of errors has it, line by line.
        assertThat(statuses)
                .containsExactly(
                        Map.entry(ErrorCode.NO_FEATURE_VIEW, 400),
                        Map.entry(ErrorCode.NO_FEATURE_STORE, 400),
                        Map.entry(ErrorCode.NO_FEATURE_GROUP, 400),
                        Map.entry(ErrorCode.FEATURE_GROUP_UNREADABLE, 500),
                        Map.entry(ErrorCode.FEATURE_STORE_UNREADABLE, 500),
                        Map.entry(ErrorCode.FEATURE_VIEW_UNREADABLE, 500),
                        Map.entry(ErrorCode.JOINS_UNREADABLE, 500),
                        Map.entry(ErrorCode.FEATURES_UNREADABLE, 500),
                        Map.entry(ErrorCode.METADATA_CACHE_FAILED, 500),
                        Map.entry(ErrorCode.WRONG_DATA_TYPE, 400),
                        Map.entry(ErrorCode.NO_FEATURE, 400),
                        Map.entry(ErrorCode.INCORRECT_PRIMARY_KEY, 400),
                        Map.entry(ErrorCode.INCORRECT_PASSED_FEATURE, 400),
                        Map.entry(ErrorCode.STORE_READ_FAILED, 500),
                        Map.entry(ErrorCode.NO_PRIMARY_KEY, 400),
                        Map.entry(ErrorCode.INCORRECT_FEATURE_VALUE, 400),
                        Map.entry(ErrorCode.ACCESS_DENIED, 401),
                        Map.entry(ErrorCode.VALUE_REJECTED_BY_STORE, 400),
                        Map.entry(ErrorCode.COMPLEX_FEATURE_UNDECODABLE, 500),
                        Map.entry(ErrorCode.MALFORMED_REQUEST, 400),
                        Map.entry(ErrorCode.TOO_MANY_ENTRIES, 400),
                        Map.entry(ErrorCode.UNAUTHENTICATED, 401),
                        Map.entry(ErrorCode.REQUEST_TOO_LARGE, 413),
                        Map.entry(ErrorCode.UNAVAILABLE, 503),
                        Map.entry(ErrorCode.NO_ROUTE, 404),
                        Map.entry(ErrorCode.METHOD_NOT_ALLOWED, 405),
                        Map.entry(ErrorCode.INTERNAL, 500),
                        Map.entry(ErrorCode.TOO_MANY_REQUESTS, 429));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NO_ROUTE", "METHOD_NOT_ALLOWED", "TOO_MANY_REQUESTS"})
    void refusalsAreAnsweredWithTheirCodeMessageAndReason(ErrorCode code) {
        web.fake.refuse(code, "Feature 'ü\"' is not there");

        HttpResponse<String> one = web.post(SINGLE, BODY);
        HttpResponse<String> many = web.post(BATCH, withView("'entries':[{'id1':1}]"));

        String expected = "{\"code\":" + code.number() + ",\"message\":\"Feature 'ü\\\"' is not there\",\"reason\":\""
                + code.reason() + "\"}";
        assertThat(one.body()).isEqualTo(expected);
        assertThat(one.statusCode()).isEqualTo(HttpStatuses.of(code));
        assertThat(many.body()).isEqualTo(expected);
        assertThat(many.statusCode()).isEqualTo(HttpStatuses.of(code));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1000, 1, 1000", "1001, 2, 1001", "30000, 30, 30000"})
    void aStoreThatIsDownSaysWhenToComeAgain(long millis, String seconds, String shownMillis) {
        web.fake.vector = query -> {
            throw StoreFailure.unavailable(
                    "The online store is down", Duration.ofMillis(millis), new IllegalStateException("db-7.internal"));
        };

        HttpResponse<String> response = web.post(SINGLE, BODY);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo(
                        "{\"code\":24,\"message\":\"The online store is down\",\"reason\":\"Service unavailable.\"}");
        assertThat(response.headers().firstValue("Retry-After")).hasValue(seconds);
        assertThat(response.headers().firstValue("Retry-After-Ms")).hasValue(shownMillis);
    }

    @Test
    void aStoreThatCannotBeReadIsAnsweredWithItsCode() {
        web.fake.vectors = query -> {
            throw new StoreFailure(ErrorCode.STORE_READ_FAILED, "Table sample_2_1", new IllegalStateException("x"));
        };

        HttpResponse<String> response = web.post(BATCH, withView("'entries':[{'id1':1}]"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .isEqualTo("{\"code\":14,\"message\":\"Table sample_2_1\",\"reason\":\"Reading from db failed.\"}");
    }

    @Test
    void theUnforeseenTellsTheClientNothingButTheIdAndTheLogEverything() {
        web.fake.vector = query -> {
            throw new IllegalStateException("password=hunter2");
        };

        assertUnforeseen("password=hunter2");
    }

    @Test
    void evenErrorsOfTheMachineAreAnswered() {
        web.fake.vector = query -> {
            throw new StackOverflowError("much too deep");
        };

        assertUnforeseen("much too deep");
    }

    private static void assertUnforeseen(String cause) {
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();

        String log = TestServer.errorsLogged(() -> answer.set(web.post(SINGLE, BODY, "X-Request-ID", "find-me")));

        HttpResponse<String> response = answer.get();
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"code\":26,\"message\":\"find-me\",\"reason\":\"Internal error.\"}");
        assertThat(log).containsOnlyOnce("find-me").containsOnlyOnce(cause).contains("\tat ");
    }

    @Test
    void parseErrorsComeBeforeAuthentication() {
        web.fake.refuse(ErrorCode.UNAUTHENTICATED, "Invalid API key");

        JsonNode malformed = OpenApi.parsed(web.post(SINGLE, "{").body());
        JsonNode wellFormed = OpenApi.parsed(web.post(SINGLE, BODY).body());

        assertThat(malformed.path("code").asInt()).isEqualTo(20);
        assertThat(wellFormed.path("code").asInt()).isEqualTo(22);
    }
}
