package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class RequestLinesTest {
    private final Lines lines = new Lines();
    private final TestServer web = TestServer.start(TestServer.settings(), lines);

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void everyRequestHasALine() throws InterruptedException {
        web.post(SINGLE, single("{'id1':1}"), "X-Request-ID", "a1", "X-API-KEY", KEY);
        web.post(SINGLE, "{", "X-Request-ID", "a2", "X-API-KEY", KEY);
        web.get("/none?key=" + KEY, "X-Request-ID", "a3");
        web.get("/0.1.0/ping", "X-Request-ID", "a4");

        assertThat(lines.await(4))
                .satisfiesExactly(
                        line -> assertThat(line).matches("POST /0.1.0/feature_store status=200 code=- id=a1 us=\\d+"),
                        line -> assertThat(line).matches("POST /0.1.0/feature_store status=400 code=20 id=a2 us=\\d+"),
                        line -> assertThat(line).matches("GET /none status=404 code=25 id=a3 us=\\d+"),
                        line -> assertThat(line).matches("GET /0.1.0/ping status=200 code=- id=a4 us=\\d+"))
                .noneMatch(line -> line.contains(KEY) || line.contains("secret"));
    }

    @Test
    void theIdInABatchStandsInItsLine() throws InterruptedException {
        web.post(BATCH, withView("'entries':[{'id1':1}],'requestId':'nightly-7'"), "X-Request-ID", "header");

        assertThat(lines.await(1))
                .singleElement()
                .asString()
                .matches("POST /0.1.0/batch_feature_store status=200 code=- id=nightly-7 us=\\d+");
    }

    @Test
    void whatNeverReachesARouteHasALineToo() throws InterruptedException {
        web.raw("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(lines.await(1))
                .singleElement()
                .asString()
                .matches("GET /0.1.0/ping status=431 code=23 id=[0-9a-f]{16} us=\\d+");
    }

    @Test
    void aLinePathIsNeverEndless() throws InterruptedException {
        web.get("/" + "x".repeat(5000));

        assertThat(lines.await(1)).singleElement().asString().hasSizeLessThan(250);
    }

    @Test
    void evenWhatBreaksTheMachineHasItsCodeInTheLine() throws InterruptedException {
        web.fake.vector = query -> {
            throw new LinkageError("no such class");
        };

        TestServer.errorsLogged(() -> web.post(SINGLE, single("{'id1':1}"), "X-Request-ID", "broken"));

        assertThat(lines.await(1)).singleElement().asString().contains("status=500 code=26 id=broken");
    }

    /** A logger that keeps its lines. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final List<String> kept = new CopyOnWriteArrayList<>();

        /** The lines, as soon as there are that many: they are written after the answer. */
        List<String> await(int count) throws InterruptedException {
            for (int i = 0; i < 250 && kept.size() < count; i++) {
                Thread.sleep(20);
            }
            return kept;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            kept.add(MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
