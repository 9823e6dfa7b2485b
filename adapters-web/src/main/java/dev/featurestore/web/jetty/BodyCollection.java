package dev.featurestore.web.jetty;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.exchange.BodyCost;
import dev.featurestore.web.exchange.RequestBody;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    private static final byte[] NONE = {};

    private final BodyCollector collector;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long declared;

    private volatile Optional<Scheduler.Task> alarm = Optional.empty();

    /** Whether the request has gone on: because its body is complete, or because it came too slowly. */
    private boolean settled;

    private final BodyCost cost = new BodyCost();
    private byte[] bytes = NONE;
    private long size;

    BodyCollection(BodyCollector collector, Request request, Response response, Callback callback) {
        this.collector = collector;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.declared = request.getLength();
    }

    /** Takes in what is there already, which usually is everything; waits for the rest without a thread. */
    void begin() {
        Optional<Answer<RequestBody>> body = takeIn();
        if (body.isPresent()) {
            goOn(body.get());
            return;
        }
        alarm = Optional.of(request.getComponents()
                .getScheduler()
                .schedule(this::timeOut, collector.timeout().toMillis(), TimeUnit.MILLISECONDS));
        request.demand(this);
    }

    /** More has come. */
    @Override
    public void run() {
        Optional<Answer<RequestBody>> body;
        synchronized (this) {
            if (settled) {
                return;
            }
            body = takeIn();
            settled = body.isPresent();
            if (!settled) {
                request.demand(this); // here, as it reads what has come: nobody else may at the same time
            }
        }
        if (body.isPresent()) {
            alarm.ifPresent(Scheduler.Task::cancel);
            goOn(body.get());
        }
    }

    /** The scheduler's thread must not serve requests. */
    private void timeOut() {
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
        }
        request.getComponents().getExecutor().execute(() -> goOn(new Answer.Refused<>(collector.late())));
    }

    private void goOn(Answer<RequestBody> body) {
        if (body instanceof Answer.Given<RequestBody> whole) {
            whole.value().attachTo(request);
            collector.goOn(request, response, callback);
        } else if (body instanceof Answer.Refused<RequestBody> refused) {
            bytes = NONE;
            collector.release(request);
            EarlyRefusal.send(request, response, callback, refused.failure());
        }
    }

    /** What came of the body; empty if more is to come. */
    private Optional<Answer<RequestBody>> takeIn() {
        while (true) {
            Content.@Nullable Chunk chunk = request.read();
            if (chunk == null) {
                return Optional.empty();
            }
            if (Content.Chunk.isFailure(chunk)) {
                return refused(size > collector.limit() ? collector.tooLarge() : BodyCollector.incomplete());
            }
            Optional<Failure> refusal = keep(chunk);
            chunk.release();
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            if (size > collector.bearable()) {
                return refused(collector.tooLarge());
            }
            if (chunk.isLast()) {
                return Optional.of(whole());
            }
        }
    }

    private static Optional<Answer<RequestBody>> refused(Failure why) {
        return Optional.of(new Answer.Refused<>(why));
    }

    private Answer<RequestBody> whole() {
        if (size > collector.limit()) {
            return new Answer.Refused<>(collector.tooLarge());
        }
        if (size < declared) {
            return new Answer.Refused<>(BodyCollector.incomplete());
        }
        byte[] all = size == bytes.length ? bytes : Arrays.copyOf(bytes, (int) size);
        bytes = NONE; // the engine may know this until the request has been answered
        return new Answer.Given<>(new RequestBody(all, cost.whileParsed()));
    }

    /**
     * Copies a part: kept as it is, a part of one byte would keep a whole buffer of the engine.
     *
     * @return the refusal, if there is no room for it
     */
    private Optional<Failure> keep(Content.Chunk chunk) {
        int from = (int) size;
        int more = chunk.remaining();
        size += more;
        if (size > collector.limit()) {
            return Optional.empty();
        }
        if (size > bytes.length) {
            Optional<Failure> refusal = grow((int) size);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        chunk.get(bytes, from, more);
        return collector.hold(request, cost.add(bytes, from, more));
    }

    /** Not by what the client claims to send, but by what has come: at the least twice of what there is. */
    private Optional<Failure> grow(int min) {
        long max = declared < 0 ? collector.limit() : Math.min(declared, collector.limit());
        int room = (int) Math.max(min, Math.min(Math.max(2L * bytes.length, FIRST_ROOM), max));
        Optional<Failure> refusal = collector.hold(request, room - bytes.length);
        if (refusal.isEmpty()) {
            bytes = Arrays.copyOf(bytes, room);
        }
        return refusal;
    }
}
