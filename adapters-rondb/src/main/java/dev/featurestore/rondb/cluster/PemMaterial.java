package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver reads key stores only: makes them of PEM files. */
final class PemMaterial {
    private static final Logger LOG = LoggerFactory.getLogger(PemMaterial.class);

    private static final String TYPE = "PKCS12";
    /** What the JDK calls the kinds of keys; the last one's number is from RFC 8410. */
    private static final Map<ASN1ObjectIdentifier, String> KEY_KINDS = Map.of(
            PKCSObjectIdentifiers.rsaEncryption,
            "RSA",
            X9ObjectIdentifiers.id_ecPublicKey,
            "EC",
            new ASN1ObjectIdentifier("1.3.101.112"),
            "Ed25519");

    private PemMaterial() {}

    /** A key store in a file that only this user may read. Whoever has it made deletes it; an orderly exit does too. */
    record StoreFile(Path path, Secret password) {
        void addTo(HikariConfig config, String property) {
            config.addDataSourceProperty(property + "Url", path.toUri().toString());
            config.addDataSourceProperty(property + "Type", TYPE);
            config.addDataSourceProperty(property + "Password", password.reveal());
        }

        /** From now on no connection can be opened with it. */
        void delete() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException failed) {
                LOG.warn("The key store {} cannot be deleted: {}", path, failed.toString());
            }
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
            throw new IllegalArgumentException(
                    "cannot use the certificates in " + authority + ": " + unusable.getMessage(), unusable);
        }
    }

    /** @throws IllegalArgumentException naming the file, if it holds no certificate or no private key */
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
                    "cannot use the certificate in " + certificate + " with the key in " + privateKey + ": "
                            + unusable.getMessage(),
                    unusable);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = new ByteArrayInputStream(read(file))) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found;
        }
    }

    /** What the system says of a file that cannot be read is little more than its name. */
    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read", unreadable);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        PrivateKeyInfo key;
        try {
            key = keyInfo(keyBlock(new String(read(file), StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException notDer) {
            throw new IOException("the private key is damaged", notDer);
        }
        @Nullable String kind = KEY_KINDS.get(key.getPrivateKeyAlgorithm().getAlgorithm());
        if (kind == null) {
            throw new IOException("the private key is none of " + KEY_KINDS.values());
        }
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    /** The first private key that is not encrypted. */
    private static PemObject keyBlock(String text) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                // Headers are only in blocks that are encrypted.
                if (block.getType().endsWith("PRIVATE KEY")
                        && block.getHeaders().isEmpty()) {
                    return block;
                }
            }
        } catch (IOException | DecoderException malformed) {
            throw new IOException("the private key is damaged", malformed);
        }
        throw new IOException("no unencrypted private key in it");
    }

    private static PrivateKeyInfo keyInfo(PemObject block) throws IOException {
        return switch (block.getType()) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.getContent());
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.getContent()));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(block.getContent());
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> throw new IOException("a " + block.getType() + " cannot be used");
        };
    }

    private static Secret newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Secret.of(Base64.getUrlEncoder().encodeToString(random));
    }

    private static Path newFile() throws IOException {
        try {
            return Files.createTempFile("feature-store-", ".p12");
        } catch (IOException unwritable) {
            throw new IOException(
                    "no file can be made in the folder for temporary files, " + System.getProperty("java.io.tmpdir"),
                    unwritable);
        }
    }

    private static StoreFile write(KeyStore store, Secret password) throws GeneralSecurityException, IOException {
        Path file = newFile();
        file.toFile().deleteOnExit();
        StoreFile written = new StoreFile(file, password);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.reveal().toCharArray());
        } catch (IOException unwritable) {
            written.delete();
            throw new IOException("cannot write " + file + ": " + unwritable.getMessage(), unwritable);
        }
        return written;
    }
}
