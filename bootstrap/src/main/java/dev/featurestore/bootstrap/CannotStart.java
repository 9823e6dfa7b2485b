package dev.featurestore.bootstrap;

/** The program cannot run; the message is one line for the operator, and needs no stack trace to be understood. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
