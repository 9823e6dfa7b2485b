package dev.featurestore.web;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps its lines; those of warnings begin with the level. */
final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    static final String LAST = "the-last-one";

    private final List<String> kept = new CopyOnWriteArrayList<>();

    /**
     * The lines that a server has written, as soon as there are that many, for they are written after the answer, and
     * as soon as one more request has its own: no other follows. That one is not among them.
     */
    List<String> await(int count, TestServer web) throws InterruptedException {
        await(() -> kept.size() >= count);
        web.get("/0.1.0/ping", "X-Request-ID", LAST);
        return awaitLast();
    }

    List<String> all() {
        return kept;
    }

    /** Those before the one of a request with the id {@link #LAST}, which has been sent. */
    List<String> awaitLast() throws InterruptedException {
        Predicate<String> last = line -> line.contains(" id=" + LAST + " ");
        await(() -> kept.stream().anyMatch(last));
        return kept.stream().filter(not(last)).toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 250 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).as("lines are there").isTrue();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String line = MessageFormatter.basicArrayFormat(pattern, arguments);
        kept.add(level == Level.WARN ? "WARN " + line : line);
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
