package dev.featurestore.web.jetty;

import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.exchange.RequestBody;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One body on its way in. Its parts come one after the other, each perhaps in another thread. */
final class BodyCollection implements Runnable {
    /** What a body is given room for before any of it has come: a length is quickly claimed. */
    private static final int FIRST_ROOM = 64 * 1024;

    private final BodyCollector collector;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long declared;

    /** Whether somebody has gone on with the request: the one who had it all, or the one who waited long enough. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private volatile Optional<Scheduler.Task> alarm = Optional.empty();
    private byte[] bytes;
    private long size;
    private long costs;

    BodyCollection(BodyCollector collector, Request request, Response response, Callback callback) {
        this.collector = collector;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.declared = request.getLength();
        this.bytes = new byte[0];
    }

    /** Takes in what is there already, which is mostly everything; waits for the rest without a thread. */
    void begin() {
        Optional<RequestBody> body = takeIn();
        if (body.isPresent()) {
            settle(body.get());
            return;
        }
        alarm = Optional.of(request.getComponents()
                .getScheduler()
                .schedule(
                        () -> settleAside(RequestBody.late(collector.timeout())),
                        collector.timeout().toMillis(),
                        TimeUnit.MILLISECONDS));
        request.demand(this);
    }

    /** More has come. */
    @Override
    public void run() {
        if (settled.get()) {
            return;
        }
        Optional<RequestBody> body = takeIn();
        if (body.isPresent()) {
            settle(body.get());
        } else {
            request.demand(this);
        }
    }

    /** What came of the body; empty if more is to come. */
    private Optional<RequestBody> takeIn() {
        while (true) {
            Content.@Nullable Chunk chunk = request.read();
            if (chunk == null) {
                return Optional.empty();
            }
            if (Content.Chunk.isFailure(chunk)) {
                return Optional.of(
                        size > collector.limit() ? RequestBody.tooLarge(collector.limit()) : RequestBody.incomplete());
            }
            Optional<RequestBody> refused = keep(chunk);
            chunk.release();
            if (refused.isPresent()) {
                return refused;
            }
            if (size > collector.bearable()) {
                return Optional.of(RequestBody.tooLarge(collector.limit()));
            }
            if (chunk.isLast()) {
                return Optional.of(whole());
            }
        }
    }

    private RequestBody whole() {
        if (size > collector.limit()) {
            return RequestBody.tooLarge(collector.limit());
        }
        if (size < declared) {
            return RequestBody.incomplete();
        }
        return new RequestBody.Whole(
                size == bytes.length ? bytes : Arrays.copyOf(bytes, (int) size), System.nanoTime());
    }

    /**
     * Copies a part: kept as it is, a part of one byte would keep a whole buffer of the engine.
     *
     * @return the refusal, if there is no room for it
     */
    private Optional<RequestBody> keep(Content.Chunk chunk) {
        int from = (int) size;
        int more = chunk.remaining();
        size += more;
        if (size > collector.limit()) {
            return Optional.empty();
        }
        if (size > bytes.length && !grow((int) size)) {
            return Optional.of(RequestBody.noRoom());
        }
        chunk.get(bytes, from, more);
        long cost = MemoryBudget.costOf(bytes, from, more);
        costs += cost;
        long most = collector.memory().mostOfOneKey();
        if (bytes.length + costs > most) {
            return Optional.of(RequestBody.tooManyValues(most));
        }
        return collector.memory().hold(request, cost) ? Optional.empty() : Optional.of(RequestBody.noRoom());
    }

    /** Not by what the client claims to send, but by what has come: at the least twice of what there is. */
    private boolean grow(int least) {
        long most = declared < 0 ? collector.limit() : Math.min(declared, collector.limit());
        int room = (int) Math.max(least, Math.min(Math.max(2L * bytes.length, FIRST_ROOM), most));
        if (!collector.memory().hold(request, room - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, room);
        return true;
    }

    private void settle(RequestBody body) {
        if (settled.compareAndSet(false, true)) {
            alarm.ifPresent(Scheduler.Task::cancel);
            body.attachTo(request);
            collector.goOn(request, response, callback);
        }
    }

    /** The clock's thread is not for serving. */
    private void settleAside(RequestBody body) {
        request.getComponents().getExecutor().execute(() -> settle(body));
    }
}
