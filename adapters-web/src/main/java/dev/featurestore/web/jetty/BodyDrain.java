package dev.featurestore.web.jetty;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP/1.1 with a body, and its end. If it is answered before all of the body has come, the connection
 * ends, but only after what still comes has been thrown away for a short time: a client that is cut off while it sends
 * may lose the answer. No thread waits for it. A client that asked with {@code Expect} whether it should send the body
 * at all, and gets the answer instead of {@code 100}, sends none. Over HTTP/2 only the stream ends, and none of this is
 * needed. Thread-safe.
 */
final class BodyDrain extends Request.Wrapper implements Callback, Runnable {
    /** As long as clients wait for answers. */
    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    private final Response response;
    private final Callback callback;
    private final long maxBytes;

    /** Who reads the body, until it is answered. */
    private Optional<Runnable> reader = Optional.empty();

    private boolean demanded;
    private boolean awaitsContinue;
    private boolean read;
    private boolean answered;
    private boolean ended;
    private long drained;

    /** @param maxBytes bytes that are thrown away at most */
    BodyDrain(Request request, Response response, Callback callback, long maxBytes) {
        super(request);
        this.response = response;
        this.callback = callback;
        this.maxBytes = maxBytes;
        this.awaitsContinue = request.getHeaders().contains(HttpHeader.EXPECT);
    }

    /** Whether a request needs one. */
    static boolean isFor(Request request) {
        return request.getConnectionMetaData().getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()
                && (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    @Override
    public synchronized Content.@Nullable Chunk read() {
        Content.@Nullable Chunk chunk = super.read();
        if (Content.Chunk.isFailure(chunk)) {
            drained = Long.MAX_VALUE; // nothing comes any more
        } else if (chunk != null) {
            awaitsContinue = false;
            read |= chunk.isLast();
        }
        return chunk;
    }

    /** Its {@code 100} is sent with the first demand. */
    @Override
    public void demand(Runnable onContent) {
        synchronized (this) {
            if (answered) {
                return;
            }
            reader = Optional.of(onContent);
            demanded = true;
            awaitsContinue = false;
        }
        super.demand(this);
    }

    /** More has come. */
    @Override
    public void run() {
        Optional<Runnable> next;
        synchronized (this) {
            demanded = false;
            next = reader;
        }
        next.ifPresentOrElse(Runnable::run, this::drain);
    }

    /**
     * Throws away what has come, and if that is not all, lets the answer say that the connection ends. What the engine
     * has for it would let nothing more be read.
     *
     * @return whether it is all, so that the connection can serve on
     */
    @Override
    public synchronized boolean consumeAvailable() {
        while (!read && drained <= maxBytes) {
            Content.@Nullable Chunk chunk = read();
            if (chunk == null) {
                break;
            }
            if (drained <= maxBytes) {
                drained += chunk.remaining();
            }
            chunk.release();
        }
        if (!read && !response.isCommitted()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        return read;
    }

    /** The answer has been sent. */
    @Override
    public void succeeded() {
        boolean more;
        synchronized (this) {
            answered = true;
            reader = Optional.empty();
            more = !read && !awaitsContinue;
        }
        if (more) {
            Scheduler.Task alarm =
                    getComponents().getScheduler().schedule(this::end, MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
            Request.addCompletionListener(this, ignored -> alarm.cancel());
            drain();
        } else {
            callback.succeeded();
        }
    }

    @Override
    public void failed(Throwable problem) {
        callback.failed(problem);
    }

    private void drain() {
        synchronized (this) {
            if (ended) {
                return; // the engine reads now
            }
            if (!consumeAvailable() && drained <= maxBytes) {
                if (!demanded) {
                    demanded = true;
                    super.demand(this);
                }
                return;
            }
        }
        end();
    }

    private void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        callback.succeeded();
    }
}
