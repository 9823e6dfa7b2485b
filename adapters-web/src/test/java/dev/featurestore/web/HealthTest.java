package dev.featurestore.web;

import static dev.featurestore.web.TestServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    private static final Authenticate ANY_KEY = (credential, deadline) -> credential instanceof Credential.Given
            ? new Answer.Given<>(new Caller.Anyone())
            : new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, "No API key"));

    private TestServer web = TestServer.start();

    @AfterEach
    void stop() {
        web.close();
    }

    private void requireKeys() {
        web.close();
        WebSettings open = TestServer.settings();
        web = TestServer.start(open.at(open.host(), 0).with(new WebSettings.Options(true, true, true, false)));
        web.fake.authenticate = ANY_KEY;
    }

    @Test
    void pingAnswers() {
        HttpResponse<String> response = web.get("/0.1.0/ping");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthNamesTheParts() {
        HttpResponse<String> response = web.get("/0.2.0/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"status\":\"UP\","
                        + "\"parts\":[{\"name\":\"online-store\",\"status\":\"UP\",\"detail\":\"1 of 1 servers\"}]}");
    }

    @Test
    void onePartThatIsDownMakesTheServerUnhealthy() {
        web.fake.health = () -> List.of(
                new StoreHealth.Part("metadata", true, "ok"),
                new StoreHealth.Part("online-store", false, "no server answers"));

        HttpResponse<String> response = web.get("/0.1.0/health");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body())
                .isEqualTo("{\"code\":24,\"message\":\"Down: online-store\",\"reason\":\"Service unavailable.\","
                        + "\"status\":\"DOWN\",\"parts\":[{\"name\":\"metadata\",\"status\":\"UP\",\"detail\":\"ok\"},"
                        + "{\"name\":\"online-store\",\"status\":\"DOWN\",\"detail\":\"no server answers\"}]}");
    }

    @Test
    void pingDoesNotCareForTheStore() {
        web.fake.health = () -> List.of(new StoreHealth.Part("online-store", false, "no server answers"));

        assertThat(web.get("/0.1.0/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAKeyRequiredNobodyIsAskedForOne() {
        web.fake.authenticate = ANY_KEY;

        assertThat(web.get("/0.1.0/ping").statusCode()).isEqualTo(200);
        assertThat(web.get("/0.1.0/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0.1.0/ping", "/0.2.0/ping", "/0.1.0/health", "/0.2.0/health"})
    void aKeyIsRequiredWhereItIsSetSo(String path) {
        requireKeys();

        HttpResponse<String> without = web.get(path);
        HttpResponse<String> with = web.get(path, "X-API-KEY", KEY);

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body())
                .isEqualTo("{\"code\":22,\"message\":\"No API key\",\"reason\":\"Unauthenticated.\"}");
        assertThat(with.statusCode()).isEqualTo(200);
    }

    @Test
    void keysThatCannotBeReadAreAFailureOfTheStore() {
        requireKeys();
        web.fake.authenticate = (credential, deadline) -> {
            throw StoreFailure.unavailable("down", Duration.ofSeconds(3), new IllegalStateException());
        };

        HttpResponse<String> response = web.get("/0.1.0/health", "X-API-KEY", KEY);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
    }
}
