package dev.featurestore.bootstrap.compare;

/** There is nothing to compare; the message says why, in one line for people. */
final class CannotCompare extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotCompare(String message) {
        super(message);
    }
}
