package dev.featurestore.rondb.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Writes failures to the log for people: the first of a kind at once, the same again as a number when
 * {@link #summarise} is called. A stack trace is shown once for each kind, at debug. Thread-safe.
 */
final class FailureLog {
    /** Kinds told apart; the rarest are forgotten first, and are new when they come again. */
    private static final int MAX_KINDS = 200;
    /** What was quiet for so many summaries is new when it comes again. */
    private static final int QUIET = 6;

    private final Logger log;
    private final Cache<String, Repeats> kinds =
            Caffeine.newBuilder().maximumSize(MAX_KINDS).executor(Runnable::run).build();

    FailureLog(Logger log) {
        this.log = log;
    }

    /**
     * Notes a failure.
     *
     * @param kind failures of the same kind differ in nothing that people need to know
     * @param message what failed and why
     */
    void note(String kind, String message, Throwable failure) {
        boolean[] first = {false};
        Repeats repeats = kinds.get(kind, absent -> {
            first[0] = true;
            return new Repeats(message);
        });
        if (first[0]) {
            log.warn("{}", message);
            log.debug("{}", message, failure);
        } else {
            repeats.count.increment();
        }
    }

    /** Says how often failures came again since the last summary. */
    void summarise() {
        kinds.asMap().forEach((kind, repeats) -> {
            long count = repeats.count.sumThenReset();
            if (count > 0) {
                repeats.quiet = 0;
                log.warn("{} more times: {}", count, repeats.message);
            } else if (++repeats.quiet >= QUIET) {
                kinds.invalidate(kind);
            }
        });
    }

    /** One kind, and how often it came since the last summary. */
    private static final class Repeats {
        private final String message;
        private final LongAdder count = new LongAdder();
        /** Used by {@link #summarise} only. */
        private int quiet;

        Repeats(String message) {
            this.message = message;
        }
    }
}
