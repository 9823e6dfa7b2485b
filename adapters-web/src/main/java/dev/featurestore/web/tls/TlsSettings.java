package dev.featurestore.web.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How connections are encrypted. All files are PEM. Immutable.
 *
 * @param certificate the server's certificate, followed by those of the authorities that signed it
 * @param privateKey the certificate's key, not encrypted
 * @param clientAuthorities the authorities that sign the certificates of clients; if given, each client must show a
 *     certificate
 * @param checkEvery how often to look whether a file has changed
 * @param hstsMaxAge for how long browsers are told to come over TLS only (RFC 6797), in whole seconds; zero: they are
 *     told nothing
 */
public record TlsSettings(
        Path certificate, Path privateKey, Optional<Path> clientAuthorities, Duration checkEvery, Duration hstsMaxAge) {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    public TlsSettings {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(clientAuthorities, "clientAuthorities");
        if (checkEvery.toMillis() < 1) {
            throw new IllegalArgumentException("checkEvery: " + checkEvery + " is not at least a millisecond");
        }
        if (hstsMaxAge.isNegative()) {
            throw new IllegalArgumentException("hstsMaxAge: " + hstsMaxAge + " is negative");
        }
    }

    /** Looking for changes every 2 seconds, without {@code Strict-Transport-Security}. */
    public static TlsSettings of(Path certificate, Path privateKey, Optional<Path> clientAuthorities) {
        return new TlsSettings(certificate, privateKey, clientAuthorities, CHECK_EVERY, Duration.ZERO);
    }

    /** These settings with another time for which browsers are told to come over TLS only. */
    public TlsSettings withHsts(Duration maxAge) {
        return new TlsSettings(certificate, privateKey, clientAuthorities, checkEvery, maxAge);
    }
}
