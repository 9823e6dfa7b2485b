package dev.featurestore.web.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of encrypted connections. When a file changes, new connections get what is in it from then on, and
 * open ones go on; what cannot be used is ignored, and the log says so once. Thread-safe.
 */
public final class ServerTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    /**
     * Patterns of the cipher suites: those of TLS 1.3, and of TLS 1.2 those with forward secrecy and authenticated
     * encryption (RFC 9325, section 4.2). All others, CBC mode among them, are refused.
     */
    private static final String[] SUITES = {
        "TLS_AES_.*_GCM_.*",
        "TLS_CHACHA20_POLY1305_.*",
        "TLS_ECDHE_(ECDSA|RSA)_WITH_AES_.*_GCM_.*",
        "TLS_ECDHE_(ECDSA|RSA)_WITH_CHACHA20_POLY1305_.*"
    };

    private final TlsSettings settings;
    private final Clock clock;
    private final SslContextFactory.Server factory;
    private final ScheduledExecutorService renewal;
    private volatile Identity identity;

    /** What the files held when they were last looked at; used by the renewal's thread alone. */
    private String seen;

    /** Whether what was seen last is not in force; used by the renewal's thread alone, as is the next. */
    private boolean pending;

    /** Whether the log says so. */
    private boolean mentioned;

    private ServerTls(TlsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.seen = content();
        this.identity = Identity.read(settings, clock.instant());
        this.factory = factory(identity);
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tls-renewal");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the files, and watches them from now on.
     *
     * @throws UnusableCertificate if they cannot be used
     */
    public static ServerTls open(TlsSettings settings) {
        ServerTls tls = new ServerTls(settings, Clock.systemUTC());
        long pause = settings.checkEvery().toMillis();
        var unused = tls.renewal.scheduleWithFixedDelay(tls::watch, pause, pause, TimeUnit.MILLISECONDS);
        return tls;
    }

    /**
     * Reads the files as the start does, and does nothing with them.
     *
     * @throws UnusableCertificate if they cannot be used
     */
    public static void check(TlsSettings settings) {
        tryOut(Identity.read(settings, Instant.now()));
    }

    /** How to speak on a connection: HTTP/2 with clients that offer it, else HTTP/1.1; both over TLS 1.2 or 1.3. */
    public ConnectionFactory[] connections(HttpConfiguration http) {
        HttpConfiguration secure = new HttpConfiguration(http);
        SecureRequestCustomizer customizer = new SecureRequestCustomizer();
        // Whether the name is right is for clients to check; load balancers come by address.
        customizer.setSniHostCheck(false);
        secure.addCustomizer(customizer);
        HttpConnectionFactory http1 = new HttpConnectionFactory(secure);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(factory, alpn.getProtocol()), alpn, new HTTP2ServerConnectionFactory(secure), http1
        };
    }

    /** When the certificate in use, or one that signed it, expires. */
    public Instant expires() {
        return identity.expires();
    }

    private static SslContextFactory.Server factory(Identity identity) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(SUITES);
        // A handshake costs the server more than the client: one for each connection.
        factory.setRenegotiationAllowed(false);
        factory.setSniRequired(false);
        identity.applyTo(factory);
        return factory;
    }

    private void watch() {
        try {
            check();
        } catch (Throwable defect) { // outermost code: the files would not be looked at again
            LOG.error("Looking for renewed TLS files failed", defect);
        }
    }

    /**
     * Looks whether a file has changed. What cannot be used is tried again at each look, and mentioned at the second:
     * the key may be written shortly after its certificate, which may not be valid yet by this machine's clock.
     */
    private void check() {
        String content = content();
        boolean changed = !content.equals(seen);
        if (!changed && !pending) {
            return;
        }
        seen = content;
        try {
            renewWith(Identity.read(settings, clock.instant()));
            pending = false;
        } catch (UnusableCertificate unusable) {
            pending = true;
            if (changed) {
                mentioned = false;
                LOG.debug("Changed TLS files cannot be used (yet)", unusable);
            } else if (!mentioned) {
                mentioned = true;
                LOG.warn(
                        "Renewed TLS files cannot be used, those from before stay in force: {}", unusable.getMessage());
            }
        }
    }

    private void renewWith(Identity renewed) {
        tryOut(renewed);
        Identity before = identity;
        try {
            factory.reload(each -> renewed.applyTo((SslContextFactory.Server) each));
            identity = renewed;
            LOG.info("TLS files have been renewed; the certificate expires at {}", renewed.expires());
        } catch (Exception failed) { // whatever it is: a factory that is left so would fail every handshake
            restore(before);
            throw new UnusableCertificate("they are not taken: " + failed.getMessage(), failed);
        }
    }

    private void restore(Identity before) {
        try {
            factory.reload(each -> before.applyTo((SslContextFactory.Server) each));
        } catch (Exception failed) { // the engine declares no narrower one
            LOG.error("TLS files from before cannot be restored: connections will fail until a restart", failed);
        }
    }

    /** In a factory that nobody uses: one whose reload fails is of no use any more. */
    private static void tryOut(Identity identity) {
        SslContextFactory.Server trial = factory(identity);
        try {
            trial.start();
            trial.stop();
        } catch (Exception failed) { // the engine declares no narrower one
            throw new UnusableCertificate("they are not taken: " + failed.getMessage(), failed);
        }
    }

    private String content() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = Stream.concat(
                            Stream.of(settings.certificate(), settings.privateKey()),
                            settings.clientAuthorities().stream())
                    .toList();
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            return "unreadable: " + unreadable;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has it", impossible);
        }
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
