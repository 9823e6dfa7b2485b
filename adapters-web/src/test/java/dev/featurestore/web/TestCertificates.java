package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes certificates as a certificate authority would, in as much of DER as that takes. */
public final class TestCertificates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));
    private static final byte[] RSA_SHA256 =
            sequence(oid(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B), element(0x05));
    private static final byte[] P256 = oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07);

    private TestCertificates() {}

    /** A certificate with its key. */
    public record Pair(X509Certificate certificate, PrivateKey key) {
        public String pem() {
            try {
                return TestCertificates.pem("CERTIFICATE", certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        public String pkcs8() {
            return TestCertificates.pem("PRIVATE KEY", key.getEncoded());
        }

        String pkcs1() {
            return TestCertificates.pem("RSA PRIVATE KEY", inner());
        }

        String sec1() {
            byte[] withoutCurve = content(inner());
            return TestCertificates.pem("EC PRIVATE KEY", sequence(withoutCurve, element(0xA0, P256)));
        }

        /** What PKCS#8 is wrapped around: the last of its elements. */
        private byte[] inner() {
            byte[] whole = content(key.getEncoded());
            int at = 0;
            byte[] last = {};
            while (at < whole.length) {
                byte[] rest = Arrays.copyOfRange(whole, at, whole.length);
                last = content(rest);
                at += rest.length - behind(rest).length;
            }
            return last;
        }

        /** Signs another certificate, valid for the last and the next day. */
        public Pair sign(String name, KeyPair keys) {
            return sign(
                    name,
                    keys,
                    Instant.now().minus(Duration.ofDays(1)),
                    Instant.now().plus(Duration.ofDays(1)));
        }

        Pair sign(String name, KeyPair keys, Instant begin, Instant end) {
            return issue(name, keys, certificate.getSubjectX500Principal().getEncoded(), key, begin, end);
        }
    }

    public static Pair authority(String name) {
        KeyPair keys = ec();
        Instant now = Instant.now();
        return issue(
                name, keys, name(name), keys.getPrivate(), now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)));
    }

    public static KeyPair ec() {
        return keys("EC", 256);
    }

    static KeyPair rsa() {
        return keys("RSA", 2048);
    }

    static KeyPair ed25519() {
        return keys("Ed25519", 255);
    }

    static KeyPair dsa() {
        return keys("DSA", 2048);
    }

    private static KeyPair keys(String kind, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Pair issue(
            String name, KeyPair keys, byte[] issuer, PrivateKey issuersKey, Instant begin, Instant end) {
        try {
            boolean ec = issuersKey.getAlgorithm().equals("EC");
            byte[] algorithm = ec ? ECDSA_SHA256 : RSA_SHA256;
            byte[] names = sequence(element(0x82, "localhost".getBytes(US_ASCII)), element(0x87, bytes(127, 0, 0, 1)));
            byte[] extensions = sequence(
                    sequence(oid(0x55, 0x1D, 0x11), element(0x04, names)),
                    sequence(
                            oid(0x55, 0x1D, 0x13),
                            element(0x01, bytes(0xFF)),
                            element(0x04, sequence(element(0x01, bytes(0xFF))))));
            byte[] content = sequence(
                    element(0xA0, element(0x02, bytes(2))),
                    element(
                            0x02,
                            new BigInteger(64, new SecureRandom())
                                    .add(BigInteger.ONE)
                                    .toByteArray()),
                    algorithm,
                    issuer,
                    sequence(
                            element(0x18, TIME.format(begin).getBytes(US_ASCII)),
                            element(0x18, TIME.format(end).getBytes(US_ASCII))),
                    name(name),
                    keys.getPublic().getEncoded(),
                    element(0xA3, extensions));
            Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(issuersKey);
            signature.update(content);
            byte[] whole = sequence(content, algorithm, element(0x03, bytes(0), signature.sign()));
            return new Pair(
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(whole)),
                    keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** How a client connects that trusts an authority, and shows these certificates if it is asked. */
    static SSLContext client(Pair trusted, Pair... own) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("authority", trusted.certificate());
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trust);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            for (Pair each : own) {
                keys.setKeyEntry("own", each.key(), new char[0], new X509Certificate[] {each.certificate()});
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("SunX509");
            keyManagers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] name(String name) {
        return sequence(element(0x31, sequence(oid(0x55, 0x04, 0x03), element(0x0C, name.getBytes(US_ASCII)))));
    }

    private static byte[] sequence(byte[]... parts) {
        return element(0x30, parts);
    }

    private static byte[] oid(int... octets) {
        return element(0x06, bytes(octets));
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        out.write(tag);
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] content(byte[] element) {
        int start = start(element);
        return Arrays.copyOfRange(element, start, start + length(element));
    }

    private static byte[] behind(byte[] element) {
        return Arrays.copyOfRange(element, start(element) + length(element), element.length);
    }

    private static int start(byte[] element) {
        int first = element[1] & 0xFF;
        return first < 0x80 ? 2 : 2 + first - 0x80;
    }

    private static int length(byte[] element) {
        int first = element[1] & 0xFF;
        return first < 0x80 ? first : new BigInteger(1, Arrays.copyOfRange(element, 2, start(element))).intValue();
    }
}
