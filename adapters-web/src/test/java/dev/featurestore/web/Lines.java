package dev.featurestore.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps its lines; those of warnings begin with the level. */
final class Lines extends LegacyAbstractLogger {
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
