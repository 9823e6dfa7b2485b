package dev.featurestore.rondb.callers;

import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;

/** SHA-256 of the JDK, as long as this is in front of it, with a count of what is hashed. */
public final class CountedSha256 extends MessageDigestSpi {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MessageDigest digest = MessageDigest.getInstance("SHA-256", "SUN");

    /** By the name of the class, for the JDK. */
    public CountedSha256() throws NoSuchAlgorithmException, NoSuchProviderException {}

    /** How often something is hashed meanwhile. */
    static int during(Runnable doing) {
        Provider counting = new Counting();
        Security.insertProviderAt(counting, 1);
        try {
            int before = COUNT.get();
            doing.run();
            return COUNT.get() - before;
        } finally {
            Security.removeProvider(counting.getName());
        }
    }

    private static final class Counting extends Provider {
        private static final long serialVersionUID = 1L;

        Counting() {
            super("Counting", "1", "counts");
            put("MessageDigest.SHA-256", CountedSha256.class.getName());
        }
    }

    @Override
    protected void engineUpdate(byte input) {
        digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        COUNT.incrementAndGet();
        return digest.digest();
    }

    @Override
    protected void engineReset() {
        digest.reset();
    }
}
