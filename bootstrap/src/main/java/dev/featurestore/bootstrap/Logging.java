package dev.featurestore.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileSize;
import dev.featurestore.bootstrap.config.LogSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sets up the log: one line per event, to standard output or to a file that is rotated. */
final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: %msg%n%ex";

    /**
     * Loggers of the HTTP engine that warn of what a client has sent, in its words and beside the line that each
     * request gets: anybody could fill the log with them.
     */
    private static final List<String> OF_CLIENTS =
            List.of("org.eclipse.jetty.http", "org.eclipse.jetty.http2", "org.eclipse.jetty.util.HostPort");

    private Logging() {}

    /**
     * Sets it up.
     *
     * @throws CannotStart if a file cannot be written
     */
    static void configure(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder = encoder(settings.format());
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender =
                settings.file().map(file -> toFile(context, file, settings)).orElseGet(ConsoleAppender::new);
        appender.setContext(context);
        appender.setEncoder(encoder);
        start(appender, "Log.FilePath", settings.file());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        OF_CLIENTS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        settings.requestFile().ifPresent(file -> recordRequests(context, file, settings));
        Level level = level(settings.level());
        context.getLogger("dev.featurestore").setLevel(level);
        // The pool warns with a stack trace for each connection that breaks; the adapter says in one line what
        // happened.
        context.getLogger("com.zaxxer.hikari").setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.ERROR : Level.WARN);
    }

    /** Bare lines, in a file that is rotated as that of the log is. */
    private static void recordRequests(LoggerContext context, Path file, LogSettings settings) {
        PatternLayoutEncoder line = new PatternLayoutEncoder();
        line.setPattern("%msg%n");
        line.setContext(context);
        line.start();
        OutputStreamAppender<ILoggingEvent> appender = toFile(context, file, settings);
        appender.setEncoder(line);
        start(appender, "Log.RequestFilePath", Optional.of(file));
        Logger requests = context.getLogger(
                switch (settings.requestValues()) {
                    case PLAIN -> "recorded-requests.plain";
                    case MASKED -> "recorded-requests.masked";
                });
        requests.setAdditive(false);
        requests.setLevel(Level.INFO);
        requests.addAppender(appender);
    }

    /** An appender that cannot be started would drop all that it gets. */
    private static void start(Appender<ILoggingEvent> appender, String setting, Optional<Path> file) {
        appender.start();
        if (!appender.isStarted()) {
            throw new CannotStart(
                    setting + ": the file " + file.map(Path::toString).orElse("") + " cannot be written");
        }
    }

    private static Encoder<ILoggingEvent> encoder(LogSettings.Format format) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setPattern(PATTERN);
                yield text;
            }
            case JSON -> new JsonLines();
        };
    }

    private static OutputStreamAppender<ILoggingEvent> toFile(LoggerContext context, Path file, LogSettings settings) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        CountedFiles<ILoggingEvent> policy = new CountedFiles<>(file, settings.maxBackups());
        policy.setContext(context);
        policy.setParent(appender);
        int maxSizeMb = settings.maxSizeMb() == 0 ? LogSettings.DEFAULT_MAX_SIZE_MB : settings.maxSizeMb();
        policy.setMaxFileSize(FileSize.valueOf(maxSizeMb + "MB"));
        policy.setMaxHistory(settings.maxAgeDays());
        policy.start();
        appender.setRollingPolicy(policy);
        return appender;
    }

    private static Level level(LogSettings.Level level) {
        return switch (level) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN, WARNING -> Level.WARN;
            case ERROR, FATAL, PANIC -> Level.ERROR;
        };
    }
}
