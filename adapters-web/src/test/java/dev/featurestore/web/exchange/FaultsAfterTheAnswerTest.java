package dev.featurestore.web.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong when the answer has been prepared, but not sent: the error takes its place, with nothing of it. */
class FaultsAfterTheAnswerTest {
    private final Responder responder = new Responder(new MemoryBudget(50), true, false);

    @AutoClose("stop")
    private final Javalin app = Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.jetty.modifyServer(server -> server.setHandler(new AnswerSender()));
        config.router.javaLangErrorHandler(ErrorAnswers::broken);
        new ErrorAnswers(responder).catchAll(config.routes);
        config.routes.get("/error", ctx -> {
            prepare(ctx);
            throw new StackOverflowError("much too deep");
        });
        config.routes.get("/later", ctx -> {
            prepare(ctx);
            ctx.future(() -> CompletableFuture.failedFuture(new StackOverflowError("much too deep")));
        });
        config.routes.get("/exception", ctx -> {
            prepare(ctx);
            throw new IllegalStateException("too late");
        });
        config.routes.get("/written", ctx -> {
            ctx.res().getOutputStream().write("half an answer".getBytes(UTF_8));
            throw new StackOverflowError("much too deep");
        });
    });

    @BeforeEach
    void start() {
        app.start("127.0.0.1", 0);
    }

    private void prepare(Context ctx) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("many words ".repeat(1000).getBytes(UTF_8));
        responder.send(ctx, 200, "text/plain", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "later", "exception", "written"})
    void theErrorTakesThePlaceOfTheAnswer(String fault) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/" + fault))
                .header("Accept-Encoding", "gzip")
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).startsWith("{\"code\":26,").endsWith(",\"reason\":\"Internal error.\"}");
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().length());
    }
}
