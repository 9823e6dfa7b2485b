package dev.featurestore.bootstrap.benchmark;

/** The benchmark was asked for what it cannot do; the message says so to whoever asked. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
        super(message);
    }
}
