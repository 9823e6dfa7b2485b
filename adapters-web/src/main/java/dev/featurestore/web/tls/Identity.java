package dev.featurestore.web.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What the server shows of itself and whom it trusts, read and checked. Immutable.
 *
 * @param keys the private key with its certificates
 * @param authorities those that sign clients' certificates
 * @param expires when the first of the certificates does
 */
record Identity(KeyStore keys, Optional<KeyStore> authorities, Instant expires) {
    /** Of key stores that never leave memory. */
    private static final String PASSWORD = "";

    /** @throws UnusableCertificate if a file, or how they fit together, is not as it should be at that time */
    static Identity read(TlsSettings settings, Instant now) {
        List<X509Certificate> chain = chain(certificates(settings.certificate()));
        for (X509Certificate certificate : chain) {
            checkTime(certificate, settings.certificate(), now);
        }
        PrivateKey key = PrivateKeys.read(settings.privateKey());
        if (!PrivateKeys.belongTogether(key, chain.get(0).getPublicKey())) {
            throw new UnusableCertificate("the private key in " + settings.privateKey()
                    + " does not belong to the (first) certificate in " + settings.certificate());
        }
        Instant expires = chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        return new Identity(keyStore(key, chain), settings.clientAuthorities().map(Identity::trust), expires);
    }

    private static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : PemFile.read(file)) {
            if (block.getType().endsWith("CERTIFICATE")) {
                certificates.add(certificate(block, file));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableCertificate(file + " holds no certificate");
        }
        return certificates;
    }

    private static X509Certificate certificate(PemObject block, Path file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getContent()));
        } catch (CertificateException damaged) {
            throw new UnusableCertificate("a certificate in " + file + " is damaged", damaged);
        }
    }

    /** The first certificate and those that signed it, in order, whatever else is there and in which order. */
    private static List<X509Certificate> chain(List<X509Certificate> certificates) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(left.get(0));
        while (next.isPresent()) {
            X509Certificate certificate = next.get();
            left.remove(certificate);
            chain.add(certificate);
            next = left.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .findFirst();
        }
        return chain;
    }

    private static void checkTime(X509Certificate certificate, Path file, Instant now) {
        String name = certificate.getSubjectX500Principal().getName();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new UnusableCertificate("the certificate " + name + " in " + file + " expired at " + end);
        }
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            throw new UnusableCertificate("the certificate " + name + " in " + file + " is not valid before " + begin);
        }
    }

    private static KeyStore keyStore(PrivateKey key, List<X509Certificate> chain) {
        try {
            KeyStore store = empty();
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException unfit) {
            throw new UnusableCertificate("the certificates do not form a chain", unfit);
        }
    }

    private static KeyStore trust(Path file) {
        try {
            KeyStore store = empty();
            for (X509Certificate certificate : certificates(file)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException unfit) {
            throw new UnusableCertificate("the certificates in " + file + " cannot be used", unfit);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Puts it where the HTTP engine looks. */
    void applyTo(SslContextFactory.Server factory) {
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(PASSWORD);
        authorities.ifPresent(factory::setTrustStore);
        factory.setNeedClientAuth(authorities.isPresent());
    }
}
