package dev.featurestore.web.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads private keys, RSA or EC, in PKCS#1, PKCS#8 or SEC 1. */
final class PrivateKeys {
    private static final List<String> KINDS = List.of("RSA", "EC");

    private PrivateKeys() {}

    /** @throws UnusableCertificate if the file holds no key that can be used without a password */
    static PrivateKey read(Path file) {
        Pem block = Pem.read(file).stream()
                .filter(each -> each.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new UnusableCertificate(file + " holds no private key"));
        if (block.encrypted()) {
            throw new UnusableCertificate("the private key in " + file + " is encrypted; it must not be");
        }
        try {
            return parse(block, file);
        } catch (IllegalArgumentException | GeneralSecurityException unusable) {
            throw new UnusableCertificate(
                    "the private key in " + file + " cannot be used: it is damaged,"
                            + " or of another kind than RSA and EC",
                    unusable);
        }
    }

    private static PrivateKey parse(Pem block, Path file) throws GeneralSecurityException {
        return switch (block.label()) {
            case "PRIVATE KEY" -> ofAnyKind(new PKCS8EncodedKeySpec(block.der()));
            case "RSA PRIVATE KEY" -> parse("RSA", Der.pkcs8OfRsa(block.der()));
            case "EC PRIVATE KEY" -> parse("EC", Der.pkcs8OfEc(block.der()));
            default ->
                throw new UnusableCertificate(file + " holds a " + block.label() + ", which is none of RSA and EC");
        };
    }

    private static PrivateKey ofAnyKind(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        @Nullable InvalidKeySpecException unfit = null;
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException ofAnotherKind) {
                unfit = ofAnotherKind;
            }
        }
        throw new InvalidKeySpecException("none of " + KINDS, unfit);
    }

    private static PrivateKey parse(String kind, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Whether what the private key signs is genuine for the public one. */
    static boolean belongTogether(PrivateKey key, PublicKey other) {
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
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
