package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The driver reads key stores only: makes them of PEM files. */
final class PemMaterial {
    private static final String TYPE = "PKCS12";
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

    private PemMaterial() {}

    /** A key store in a file that only this user may read, gone when the JVM ends. */
    record StoreFile(Path path, Secret password) {
        void addTo(HikariConfig config, String property) {
            config.addDataSourceProperty(property + "Url", path.toUri().toString());
            config.addDataSourceProperty(property + "Type", TYPE);
            config.addDataSourceProperty(property + "Password", password.reveal());
        }
    }

    /** @throws IllegalArgumentException naming the file, if it holds no certificates */
    static StoreFile trust(Path authority) {
        try {
            KeyStore store = empty();
            int number = 0;
            for (Certificate certificate : certificates(authority)) {
                store.setCertificateEntry("authority-" + number, certificate);
                number++;
            }
            return write(store, newPassword());
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("cannot use the certificates in " + authority, unusable);
        }
    }

    /** @throws IllegalArgumentException naming the file, if it holds no certificate or no PKCS#8 key */
    static StoreFile identity(Path certificate, Path privateKey) {
        try {
            KeyStore store = empty();
            Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
            // The driver takes one password for the store and the key in it.
            Secret password = newPassword();
            store.setKeyEntry("client", key(privateKey), password.reveal().toCharArray(), chain);
            return write(store, password);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "cannot use the certificate in " + certificate + " with the key in " + privateKey, unusable);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found;
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String begin = "-----BEGIN PRIVATE KEY-----";
        String pem = Files.readString(file);
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (start < 0 || end < start) {
            throw new IOException("no unencrypted PKCS#8 private key in it");
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder()
                .decode(pem.substring(start + begin.length(), end).strip()));
        @Nullable InvalidKeySpecException notThatKind = null;
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException unfit) {
                notThatKind = unfit;
            }
        }
        throw new IOException("no private key of a known kind in it: " + KEY_KINDS, notThatKind);
    }

    private static Secret newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Secret.of(Base64.getUrlEncoder().encodeToString(random));
    }

    private static StoreFile write(KeyStore store, Secret password) throws GeneralSecurityException, IOException {
        Path file = Files.createTempFile("feature-store-", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.reveal().toCharArray());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file, unwritable);
        }
        return new StoreFile(file, password);
    }
}
