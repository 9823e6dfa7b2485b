package dev.featurestore.web.jetty;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.Authenticated;
import dev.featurestore.web.exchange.RequestTrace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue in front of what a store is asked for: so many requests are served at the same time, others wait
 * without a thread, first come, first served, and neither for long nor beyond their deadlines; requests beyond that are
 * refused at once. A request gives its place back when its answer is made, not when its client has taken it: clients
 * that are slow to read take no place from others. Thread-safe.
 */
final class ServingQueue extends Handler.Wrapper {
    private static final Failure TOO_MUCH =
            new Failure(ErrorCode.UNAVAILABLE, "The server has too much to do, or is about to stop");

    private final int maxWaiting;
    private final Duration maxWait;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int free;

    /** In front of what serves requests, within these settings. */
    ServingQueue(Handler next, WebSettings settings) {
        super(next);
        this.free = settings.limits().threads();
        this.maxWaiting = settings.limits().waiting();
        this.maxWait = settings.timeouts().waiting();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Admission admission = admit(request, response, callback);
        if (admission == Admission.SERVED) {
            return super.handle(request, new Place(request, response), callback);
        }
        if (admission == Admission.REJECTED) {
            EarlyRefusal.send(request, response, callback, TOO_MUCH);
        }
        return true;
    }

    private enum Admission {
        SERVED,
        WAITS,
        REJECTED
    }

    private synchronized Admission admit(Request request, Response response, Callback callback) {
        if (free > 0) {
            free--;
            return Admission.SERVED;
        }
        long patience = deadline(request).orSooner(maxWait).remainingNanos();
        if (waiting.size() == maxWaiting || patience <= 0) {
            return Admission.REJECTED;
        }
        Waiting last = new Waiting(request, response, callback);
        last.expireAfter(patience);
        waiting.addLast(last);
        return Admission.WAITS;
    }

    private static Deadline deadline(Request request) {
        return RequestTrace.of(request)
                .map(RequestTrace::deadline)
                .or(() -> Authenticated.of(request).map(Authenticated::deadline))
                .orElse(Deadline.NONE);
    }

    /** Hands a place on to the one that has waited longest; free if nobody waits. */
    private void handOn() {
        @Nullable Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.serveSoon();
    }

    /** A request that waits for a place. */
    private final class Waiting {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private Optional<Scheduler.Task> alarm = Optional.empty();

        Waiting(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Before anybody can find it in the queue. */
        void expireAfter(long nanos) {
            alarm = Optional.of(
                    request.getComponents().getScheduler().schedule(this::expire, nanos, TimeUnit.NANOSECONDS));
        }

        private void expire() {
            boolean waited;
            synchronized (ServingQueue.this) {
                waited = waiting.remove(this);
            }
            if (waited) {
                execute(() -> EarlyRefusal.send(request, response, callback, TOO_MUCH));
            }
        }

        void serveSoon() {
            alarm.ifPresent(Scheduler.Task::cancel);
            execute(this::serve);
        }

        /** In a thread of its own: neither in the scheduler's nor in that of another request. */
        private void execute(Runnable work) {
            try {
                request.getComponents().getExecutor().execute(work);
            } catch (RejectedExecutionException stopped) {
                callback.failed(stopped);
            }
        }

        private void serve() {
            Place place = new Place(request, response);
            try {
                if (!ServingQueue.super.handle(request, place, callback)) {
                    Response.writeError(request, place, callback, 404);
                }
            } catch (Throwable problem) { // outermost code: nobody else would answer
                Response.writeError(request, place, callback, problem);
            }
        }
    }

    /** A place among those that are served: given back when the answer is made, at the latest when the request ends. */
    private final class Place extends Response.Wrapper {
        private final AtomicBoolean given = new AtomicBoolean();

        Place(Request request, Response response) {
            super(request, response);
            Request.addCompletionListener(request, problem -> giveBack());
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            try {
                super.write(last, content, callback);
            } finally {
                if (last) {
                    giveBack();
                }
            }
        }

        private void giveBack() {
            if (given.compareAndSet(false, true)) {
                handOn();
            }
        }
    }
}
