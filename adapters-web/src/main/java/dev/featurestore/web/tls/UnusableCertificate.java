package dev.featurestore.web.tls;

/** A certificate or key cannot be used; the message is one line that names the file and says why. */
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableCertificate(String message) {
        super(message);
    }

    UnusableCertificate(String message, Throwable cause) {
        super(message, cause);
    }
}
