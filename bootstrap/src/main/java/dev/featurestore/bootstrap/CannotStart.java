package dev.featurestore.bootstrap;

/** The program cannot run; the message is one line for the operator, and needs no stack trace to be understood. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CannotStart(String message) {
        this(ExitCode.COULD_NOT_START, message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
        this.code = ExitCode.COULD_NOT_START;
    }

    /** @param code how the program ends */
    CannotStart(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** How the program ends. */
    ExitCode code() {
        return code;
    }
}
