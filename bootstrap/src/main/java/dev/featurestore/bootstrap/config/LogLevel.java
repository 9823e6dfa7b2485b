package dev.featurestore.bootstrap.config;

/** The levels that an operator's file may name; the two that the logging library lacks stand for errors. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL,
    PANIC
}
