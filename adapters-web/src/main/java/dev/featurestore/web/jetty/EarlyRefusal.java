package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.exchange.AccessLog;
import dev.featurestore.web.exchange.ErrorBody;
import dev.featurestore.web.exchange.HttpStatuses;
import dev.featurestore.web.exchange.Responder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request before its body. If all of the body is there already, the connection serves on. If not, it ends:
 * over HTTP/1.1 after what still comes has been thrown away for a short time, because a client that is cut off while it
 * sends may lose the answer; over HTTP/2 only the stream ends. A client that asked with {@code Expect} whether it should
 * send the body at all gets the answer instead of {@code 100}. Thread-safe.
 */
final class EarlyRefusal {
    private static final Duration LONGEST_DRAIN = Duration.ofMillis(500);

    private final long mostDrained;

    /** @param mostDrained bytes that are thrown away at most */
    EarlyRefusal(long mostDrained) {
        this.mostDrained = mostDrained;
    }

    void send(Request request, Response response, Callback callback, Failure failure) {
        boolean http1 =
                request.getConnectionMetaData().getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion();
        boolean expects = request.getHeaders().contains(HttpHeader.EXPECT);
        Drain drain = new Drain(request, callback);
        boolean ends = http1 && (expects || !drain.hasAllThatIsThere());
        HttpFields.Mutable headers = response.getHeaders();
        request.setAttribute(AccessLog.CODE, failure.code().number());
        response.setStatus(HttpStatuses.of(failure.code()));
        if ((failure.code() == ErrorCode.UNAVAILABLE || failure.code() == ErrorCode.TOO_MANY_REQUESTS)
                && !headers.contains(ErrorBody.RETRY_AFTER)) {
            retryAfter(response, ErrorBody.SOON);
        }
        byte[] body = ErrorBody.of(failure).toByteArray();
        headers.put(HttpHeader.CONTENT_TYPE, Responder.JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        if (ends) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), ends && !expects ? drain : callback);
    }

    static void retryAfter(Response response, Duration wait) {
        response.getHeaders().put(ErrorBody.RETRY_AFTER, ErrorBody.seconds(wait));
        response.getHeaders().put(ErrorBody.RETRY_AFTER_MILLIS, wait.toMillis());
    }

    /** Throws away what comes after the answer, within bounds, and without a thread that waits for it. */
    private final class Drain implements Callback, Runnable {
        private final Request request;
        private final Callback callback;
        private final AtomicBoolean done = new AtomicBoolean();
        private long drained;
        private boolean broken;

        Drain(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        /** The answer has been sent. */
        @Override
        public void succeeded() {
            Scheduler.Task alarm = request.getComponents()
                    .getScheduler()
                    .schedule(this::end, LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            Request.addCompletionListener(request, ignored -> alarm.cancel());
            run();
        }

        @Override
        public void failed(Throwable problem) {
            callback.failed(problem);
        }

        @Override
        public void run() {
            if (done.get()) {
                return;
            }
            if (hasAllThatIsThere() || broken || drained > mostDrained) {
                end();
            } else {
                request.demand(this);
            }
        }

        /**
         * Throws away what has come. Not by what the engine has for it, after which nothing more can be read.
         *
         * @return whether it was everything
         */
        boolean hasAllThatIsThere() {
            while (drained <= mostDrained) {
                Content.@Nullable Chunk chunk = request.read();
                if (chunk == null) {
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    broken = true;
                    return false;
                }
                drained += chunk.remaining();
                boolean last = chunk.isLast();
                chunk.release();
                if (last) {
                    return true;
                }
            }
            return false;
        }

        private void end() {
            if (done.compareAndSet(false, true)) {
                callback.succeeded();
            }
        }
    }
}
