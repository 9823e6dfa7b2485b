package dev.featurestore.bootstrap.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Section {@code Log}.
 *
 * @param format how a line looks
 * @param file where the log goes; without one to standard output
 * @param maxSizeMb how large the file may grow before it is rotated; 0: {@link #DEFAULT_MAX_SIZE_MB}
 * @param maxBackups how many rotated files are kept; 0: all
 * @param maxAgeDays for how long; 0: for ever
 * @param requestFile where requests for vectors are recorded, to be sent again; without one they are not
 * @param requestValues whether with the values of keys and passed features
 */
public record LogSettings(
        Level level,
        Format format,
        Optional<Path> file,
        int maxSizeMb,
        int maxBackups,
        int maxAgeDays,
        Optional<Path> requestFile,
        RequestValues requestValues) {

    /** How large the file may grow if nothing is said. */
    public static final int DEFAULT_MAX_SIZE_MB = 100;

    /** How the values of keys and passed features are recorded. */
    public enum RequestValues {
        /** As they were sent. */
        PLAIN,
        /** Not at all: such requests cannot be sent again. */
        MASKED
    }

    /** Lines of text for people, or one JSON object per line for programs. */
    public enum Format {
        TEXT,
        JSON
    }

    /**
     * The levels that a configuration file may name, those of RDRS: {@code WARNING} is {@code WARN}, and the program logs
     * {@code FATAL} and {@code PANIC} as errors.
     */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        WARNING,
        ERROR,
        FATAL,
        PANIC
    }
}
