package dev.featurestore.web.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How connections are encrypted. All files are PEM. Immutable.
 *
 * @param certificate the server's certificate, followed by those of who signed it
 * @param privateKey the certificate's key, not encrypted
 * @param clientAuthorities who signs the certificates of clients; if given, each client must show one
 * @param checkEvery how often to look whether a file has changed
 */
public record TlsSettings(Path certificate, Path privateKey, Optional<Path> clientAuthorities, Duration checkEvery) {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    public TlsSettings {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(clientAuthorities, "clientAuthorities");
        if (checkEvery.toMillis() < 1) {
            throw new IllegalArgumentException("checkEvery: " + checkEvery + " is not at least a millisecond");
        }
    }

    /** Looking for changes every 2 seconds. */
    public static TlsSettings of(Path certificate, Path privateKey, Optional<Path> clientAuthorities) {
        return new TlsSettings(certificate, privateKey, clientAuthorities, CHECK_EVERY);
    }
}
