package dev.featurestore.rondb.callers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A secret as Hopsworks keeps it: the hexadecimal SHA-256 of secret and salt. Immutable and thread-safe; its text form
 * shows nothing of it.
 */
final class HashedSecret {
    /** Of no secret; to be compared with where there is none, so that it takes as long. */
    static final HashedSecret NONE = new HashedSecret("no secret hashes to this", "0123456789abcdef0123456789abcdef");

    private final byte[] hash;
    private final String salt;

    HashedSecret(String hash, String salt) {
        this.hash = hash.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        this.salt = salt;
    }

    /** Whether this is the secret; takes the same time wherever they differ. */
    boolean isOf(String secret) {
        byte[] digest = sha256().digest((secret + salt).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(HexFormat.of().formatHex(digest).getBytes(StandardCharsets.UTF_8), hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Two that are stored alike are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HashedSecret that && Arrays.equals(hash, that.hash) && salt.equals(that.salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "***";
    }
}
