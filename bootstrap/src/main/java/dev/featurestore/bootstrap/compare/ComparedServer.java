package dev.featurestore.bootstrap.compare;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One of the servers that are compared. Thread-safe. */
final class ComparedServer {
    private static final String BAD_CERTIFICATE =
            "its certificate is not taken: not trusted by this Java, out of date, or made for another name";

    private final String url;
    private final HttpClient client;
    private final Optional<String> apiKey;
    private final Duration timeout;

    /** @param url without the path */
    ComparedServer(URI url, Optional<String> apiKey, Duration timeout) {
        this.url = url.toString().replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    String url() {
        return url;
    }

    /** Sends a request, and takes what comes; never throws. */
    Answer ask(RecordedRequest request) {
        long start = System.nanoTime();
        try {
            HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(url + request.path()))
                    .timeout(timeout)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.body()));
            apiKey.ifPresent(key -> http.header("X-API-KEY", key));
            HttpResponse<String> response = client.send(http.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), System.nanoTime() - start);
        } catch (HttpTimeoutException late) {
            return none(start, "no answer within " + timeout.toMillis() + " ms");
        } catch (ConnectException refused) {
            return none(start, "cannot connect");
        } catch (SSLException insecure) {
            return none(start, isAboutCertificate(insecure) ? BAD_CERTIFICATE : "does not speak TLS as this Java does");
        } catch (IOException broken) {
            return none(start, "the connection broke");
        } catch (IllegalArgumentException noAddress) {
            return none(start, "the path is none that can be asked for");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return none(start, "interrupted");
        }
    }

    private static boolean isAboutCertificate(SSLException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static Answer none(long start, String why) {
        return new Answer(0, why, System.nanoTime() - start);
    }
}
