package dev.featurestore.web.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/** Reads private keys: RSA in PKCS#1, EC in SEC 1, both and Ed25519 in PKCS#8. */
final class PrivateKeys {
    /** What the JDK calls the kinds of keys; the last one's number is from RFC 8410. */
    private static final Map<ASN1ObjectIdentifier, String> KINDS = Map.of(
            PKCSObjectIdentifiers.rsaEncryption,
            "RSA",
            X9ObjectIdentifiers.id_ecPublicKey,
            "EC",
            new ASN1ObjectIdentifier("1.3.101.112"),
            "Ed25519");

    private PrivateKeys() {}

    /** @throws UnusableCertificate if the file holds no key that can be used without a password */
    static PrivateKey read(Path file) {
        PemObject block = PemFile.read(file).stream()
                .filter(each -> each.getType().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new UnusableCertificate(file + " holds no private key"));
        if (isEncrypted(block)) {
            throw new UnusableCertificate("the private key in " + file + " is encrypted; it must not be");
        }
        try {
            PrivateKeyInfo key = parse(block)
                    .orElseThrow(() -> new UnusableCertificate(
                            file + " holds a " + block.getType() + ", which is none of RSA and EC"));
            String kind = KINDS.getOrDefault(key.getPrivateKeyAlgorithm().getAlgorithm(), "unknown");
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException unusable) {
            throw new UnusableCertificate(
                    "the private key in " + file + " cannot be used: it is damaged,"
                            + " or of another kind than RSA, EC and Ed25519",
                    unusable);
        }
    }

    /** Proc-Type (RFC 1421) stands in the older of the formats. */
    private static boolean isEncrypted(PemObject block) {
        return block.getType().equals("ENCRYPTED PRIVATE KEY")
                || block.getHeaders().contains(new PemHeader("Proc-Type", "4,ENCRYPTED"));
    }

    /** Empty if it is none of the formats. */
    private static Optional<PrivateKeyInfo> parse(PemObject block) throws IOException {
        return switch (block.getType()) {
            case "PRIVATE KEY" -> Optional.of(PrivateKeyInfo.getInstance(block.getContent()));
            case "RSA PRIVATE KEY" ->
                Optional.of(new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.getContent())));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(block.getContent());
                yield Optional.of(new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key));
            }
            default -> Optional.empty();
        };
    }

    /** Whether what the private key signs is genuine for the public one. */
    static boolean belongTogether(PrivateKey key, PublicKey other) {
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "EdDSA" -> "EdDSA";
                        default -> "SHA256withRSA";
                    });
            byte[] text = {1, 2, 3};
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentCurves) {
            return false;
        }
    }
}
