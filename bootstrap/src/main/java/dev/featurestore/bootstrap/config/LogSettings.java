package dev.featurestore.bootstrap.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Section {@code Log}.
 *
 * @param format how a line looks
 * @param file where the log goes; without one to standard output
 * @param maxSizeMb how large the file may grow before it is set aside
 * @param maxBackups how many files set aside are kept
 * @param maxAgeDays for how long
 */
public record LogSettings(
        Level level, Format format, Optional<Path> file, int maxSizeMb, int maxBackups, int maxAgeDays) {

    /** Lines for people, or an object a line for programs. */
    public enum Format {
        TEXT,
        JSON
    }

    /** The levels that an operator's file may name; the logging library takes the last two for errors. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL,
        PANIC
    }
}
