package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @AutoClose
    private static TestServer web = TestServer.start();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/0.1.0",
                "/0.1.0/",
                "/0.3.0/ping",
                "/0.1.0/Ping",
                "/0.1.0/ping/x",
                "/0.1.0//ping",
                "/feature_store",
                "/0.1.0/feature_store.json",
                "/0.1.0/feature_store/fsdb002/sample_2",
                "/0.1.0/feature_store/fsdb002/sample_2/1/x",
                "/docs",
                "/explorer/main.js",
                "/0.1.0/%C3%BC%22%3Cscript%3E"
            })
    void unknownPathsAreNotFoundByAnyMethod(String path) {
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS", "PATCH")) {
            HttpResponse<String> response = web.send(method, path, BodyPublishers.ofString("{}"));

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body())
                    .startsWith("{\"code\":25,\"message\":\"No such path: /")
                    .endsWith(",\"reason\":\"Not found.\"}");
        }
    }

    /** Those that the gates before the routes would read in another way than the routes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0.1.0/feature_store/%u0041",
                "/0.1.0/feature_store/%2e%2e",
                "/0.1.0/feature_store/%2e%2e/x/1",
                "/0.1.0/feature_store/a%2fb/x/1",
                "/0.1.0/feature_store/;x/../ping"
            })
    void ambiguousPathsAreMalformed(String path) {
        String answer = web.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"code\":20,");
    }

    /** Gates and routes read a path alike, as it was sent: nothing gets past the gates under another name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0.1.0/feature_store/..",
                "/0.1.0/feature_store/../../metrics",
                "/0.1.0/feature_store/../../../openapi.json",
                "/0.1.0/feature_store/./x/1",
                "/0.1.0/feature_store/../feature_store/x/1",
                "/0.1.0/./feature_store",
                "/0.1.0/ping/../feature_store",
                "/./metrics",
                "/x/../metrics",
                "/metrics/../0.1.0/feature_store/x/y/1",
                "/0.1.0/%66eature_store",
                "/0.1.0/feature_store;x=1",
                "/0.1.0/feature_store/x;y/z/1",
                "/0.1.0/feature_store//x/1"
            })
    void pathsInOtherFormsAreServedByNoOtherName(String path) {
        for (String method : List.of("GET", "POST")) {
            String answer = web.raw(
                    method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

            assertThat(answer).doesNotStartWith("HTTP/1.1 5").doesNotContain("jvm_", "openapi");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/0.1.0/batch_feature_store|POST",
                "PUT|/0.1.0/feature_store|GET, POST, HEAD",
                "POST|/0.1.0/feature_store/fsdb002|GET, HEAD",
                "DELETE|/0.2.0/feature_store/fsdb002/sample_2/1|GET, HEAD",
                "OPTIONS|/0.2.0/batch_feature_store|POST",
                "DELETE|/0.1.0/batch_feature_store|POST",
                "HEAD|/0.1.0/batch_feature_store|POST",
                "POST|/0.1.0/ping|GET, HEAD",
                "OPTIONS|/0.1.0/health|GET, HEAD",
                "PATCH|/openapi.json|GET, HEAD",
                "QUERY|/0.2.0/ping|GET, HEAD"
            })
    void methodsThatAPathDoesNotHaveAreRefusedNamingThoseItHas(String method, String path, String allowed) {
        HttpResponse<String> response = web.send(method, path, BodyPublishers.noBody());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("Allow")).containsExactly(allowed);
        if (!method.equals("HEAD")) {
            assertThat(response.body())
                    .isEqualTo("{\"code\":25,\"message\":\"" + method + " is not allowed on " + path + ", but "
                            + allowed + "\",\"reason\":\"Method not allowed.\"}");
        }
    }

    @Test
    void allowedMethodsAreNamedToBrowsersToo() {
        HttpResponse<String> response = web.get(BATCH, "Accept", "text/html,application/xhtml+xml");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0.1.0/feature_store",
                "/0.1.0/ping",
                "/0.2.0/ping",
                "/0.1.0/health",
                "/0.2.0/health",
                "/openapi.json",
                "/none"
            })
    void headIsGetWithoutTheBody(String path) {
        HttpResponse<String> get = web.get(path, "X-Request-ID", "same");
        HttpResponse<String> head = web.send("HEAD", path, BodyPublishers.noBody(), "X-Request-ID", "same");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void headOfAnUnhealthyServerIsUnhealthyToo() {
        try (TestServer own = TestServer.start()) {
            own.server.drain();

            HttpResponse<String> head = own.send("HEAD", "/0.1.0/health", BodyPublishers.noBody());

            assertThat(head.statusCode()).isEqualTo(503);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void theMethodIsThatOfTheRequestLineOnly() {
        String body = single("{'id1':1}");

        HttpResponse<String> get =
                web.send("GET", BATCH, BodyPublishers.ofString(body), "X-HTTP-Method-Override", "POST");
        HttpResponse<String> post =
                web.send("POST", SINGLE, BodyPublishers.ofString(body), "x-http-method-override", "GET");

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(post.statusCode()).isEqualTo(200);
    }

    @Test
    void aQueryIsIgnored() {
        int status = web.post(SINGLE + "?a=%2F&b&featureViewVersion=7", single("{'id1':1}"))
                .statusCode();

        assertThat(status).isEqualTo(200);
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }
}
