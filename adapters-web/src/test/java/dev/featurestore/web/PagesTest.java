package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as files: what they do in a browser is tested with the whole program. */
class PagesTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"|from \"\\./([^\"]+)\"");

    @AutoClose
    private static TestServer web = TestServer.start(
            TestServer.settings().with(WebSettings.Options.defaults().withExplorer(true)));

    private static HttpResponse<String> get(String path, String... headers) {
        return web.unchecked("GET", path, BodyPublishers.noBody(), BodyHandlers.ofString(), headers);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=utf-8",
        "/explorer/main.js, text/javascript;charset=utf-8",
        "/explorer/explorer.css, text/css;charset=utf-8",
        "/explorer/favicon.svg, image/svg+xml;charset=utf-8",
        "/docs, text/html;charset=utf-8",
        "/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8",
        "/docs/swagger-ui-bundle.js.LICENSE.txt, text/plain;charset=utf-8"
    })
    void filesAreServedWithTheirTypeAndNothingElseIsAllowed(String path, String type) {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
                        .endsWith("; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void everythingThatThePagesReferToIsThere() {
        Set<String> seen = new HashSet<>(Set.of("/", "/docs"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String path = next.pop();
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            if (path.contains("swagger-ui")) {
                continue; // not ours
            }
            Matcher reference = REFERENCE.matcher(response.body());
            while (reference.find()) {
                String found = reference.group(1) == null ? "/explorer/" + reference.group(2) : reference.group(1);
                if (seen.add(found)) {
                    next.push(found);
                }
            }
        }

        assertThat(seen).hasSizeGreaterThan(15).contains("/explorer/csv.js", "/docs/docs.js", "/openapi.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void pagesHoldNoScriptOrStyleOfTheirOwnAndNameNoOtherHost(String path) {
        String page = get(path).body();

        assertThat(page)
                .doesNotContain("://", "style=", "<style", "javascript:")
                .doesNotContainPattern(" on\\w+=");
        assertThat(page).doesNotContainPattern("<script[^>]*>[^<]");
    }

    @Test
    void aBrowserThatHasTheFileIsToldSo() {
        String tag = get("/explorer/main.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = get("/explorer/main.js", "If-None-Match", tag);
        HttpResponse<String> oneOfMany = get("/explorer/main.js", "If-None-Match", "\"other\", " + tag);
        HttpResponse<String> other = get("/explorer/main.js", "If-None-Match", "\"other\"");

        assertThat(tag).startsWith("W/\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(oneOfMany.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void filesAreCompressedForWhoTakesIt() throws IOException {
        HttpResponse<byte[]> zipped = web.unchecked(
                "GET",
                "/docs/swagger-ui-bundle.js",
                BodyPublishers.noBody(),
                BodyHandlers.ofByteArray(),
                "Accept-Encoding",
                "gzip");

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.body().length).isLessThan(600_000);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(get("/docs/swagger-ui-bundle.js").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/explorer/", "/explorer/index.html", "/explorer/../WebServer.class", "/docs/none.js"})
    void onlyFilesOfThePagesAreServed(String path) {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }
}
