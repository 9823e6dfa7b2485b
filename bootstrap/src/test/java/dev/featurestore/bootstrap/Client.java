package dev.featurestore.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a server on this machine, as a client would. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(int port) {
        this.port = port;
    }

    HttpResponse<String> get(String path) {
        return get(path, "");
    }

    /** @param apiKey empty: no key is sent */
    HttpResponse<String> get(String path, String apiKey) {
        return send(request(path).GET(), apiKey);
    }

    /** @param apiKey empty: no key is sent */
    HttpResponse<String> post(String path, String apiKey, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)), apiKey);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String apiKey) {
        return send(
                apiKey.isEmpty()
                        ? request.build()
                        : request.header("X-API-KEY", apiKey).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
