package dev.featurestore.web.exchange;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.server.Request;

/**
 * What requests and answers in flight may hold together: a part of the largest heap, shared fairly among API keys (see
 * {@link FairShares}). Whoever finds no room is refused at once. Thread-safe.
 */
public final class MemoryBudget {
    private static final String HELD = MemoryBudget.class.getName();

    /** All requests that are not for vectors share what a key may hold: nobody is asked for one, or not yet. */
    private static final String OTHERS = "";

    private final FairShares<String> shares;

    /** @param percent of the largest heap */
    public MemoryBudget(int percent) {
        this(Runtime.getRuntime().maxMemory(), percent);
    }

    /**
     * @param heap its largest size in bytes
     * @param percent of that
     */
    public MemoryBudget(long heap, int percent) {
        this.shares = new FairShares<>(heap / 100 * percent);
    }

    /** Adds what is held, and what may be, to the metrics. */
    public void measureIn(MeterRegistry registry) {
        Gauge.builder("feature_store_requests_memory_bytes", shares, FairShares::held)
                .description("Memory that requests and answers in flight hold.")
                .register(registry);
        Gauge.builder("feature_store_requests_memory_max_bytes", shares, FairShares::max)
                .description("Memory that requests and answers in flight may hold together.")
                .register(registry);
    }

    /**
     * Holds that many bytes more for a request, until it has been answered and the answer is sent; for one that has
     * ended meanwhile, nothing.
     *
     * @return false if there is no room for them: then nothing more is held
     */
    public boolean hold(Request request, long bytes) {
        String key = keyOf(request);
        if (!take(key, bytes)) {
            return false;
        }
        if (request.getAttribute(HELD) instanceof Holding holding) {
            if (!holding.add(bytes)) { // nobody would give it back after the end of the request
                shares.giveBack(key, bytes);
            }
        } else {
            Holding holding = new Holding(key, bytes);
            request.setAttribute(HELD, holding);
            Request.addCompletionListener(request, problem -> giveBack(holding));
        }
        return true;
    }

    /** The most that a request may ever hold, in bytes. */
    public long maxOf(Request request) {
        return keyOf(request).equals(RequestTrace.NO_KEY) ? shares.max() : shares.max() / 2;
    }

    /** Whether a request could hold that many bytes more if there were no other. */
    public boolean couldHold(Request request, long bytes) {
        long own = request.getAttribute(HELD) instanceof Holding holding ? holding.bytes() : 0;
        return own + bytes <= maxOf(request);
    }

    /** Gives back some of what a request holds. */
    public void giveBack(Request request, long bytes) {
        if (request.getAttribute(HELD) instanceof Holding holding) {
            shares.giveBack(holding.key, holding.remove(bytes));
        }
    }

    /** Gives back what a request holds before it has been answered: it is refused, and needs nothing any more. */
    public void release(Request request) {
        if (request.getAttribute(HELD) instanceof Holding holding) {
            giveBack(holding);
        }
    }

    private static String keyOf(Request request) {
        return RequestTrace.of(request).map(RequestTrace::keyPrefix).orElse(OTHERS);
    }

    /** Where no keys are checked, nobody can be told from the others. */
    private boolean take(String key, long bytes) {
        return key.equals(RequestTrace.NO_KEY) ? shares.takeAlone(key, bytes) : shares.take(key, bytes);
    }

    private void giveBack(Holding holding) {
        shares.giveBack(holding.key, holding.end());
    }

    /** Bytes that all may hold together. */
    public long max() {
        return shares.max();
    }

    /** Bytes held just now. */
    long held() {
        return shares.held();
    }

    /** What one request holds. */
    private static final class Holding {
        private final String key;
        private long bytes;
        private boolean ended;

        Holding(String key, long bytes) {
            this.key = key;
            this.bytes = bytes;
        }

        /** Whether there is still an end at which it will be given back. */
        synchronized boolean add(long more) {
            if (!ended) {
                bytes += more;
            }
            return !ended;
        }

        /** What was removed: nothing after the end, when all has been given back. */
        synchronized long remove(long some) {
            long removed = ended ? 0 : some;
            bytes -= removed;
            return removed;
        }

        synchronized long bytes() {
            return bytes;
        }

        synchronized long end() {
            long all = bytes;
            bytes = 0;
            ended = true;
            return all;
        }
    }
}
