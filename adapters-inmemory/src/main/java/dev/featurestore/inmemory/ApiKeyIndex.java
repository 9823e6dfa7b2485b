package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys, of whose secrets it keeps no more than salted digests. An unknown prefix costs a digest and a
 * comparison just as a wrong secret does. Immutable.
 */
final class ApiKeyIndex implements Callers {
    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    private final Map<String, Lock> locks = new HashMap<>();
    private final Lock blind;

    ApiKeyIndex(Map<ApiKey, Caller> owners) {
        SecureRandom random = new SecureRandom();
        owners.forEach((key, owner) -> locks.put(key.prefix(), Lock.of(key.secret(), owner, random)));
        blind = Lock.opensToNobody(random);
    }

    @Override
    public Optional<Caller> byApiKey(ApiKey key, Deadline deadline) {
        Lock lock = locks.getOrDefault(key.prefix(), blind);
        return lock.opensTo(key.secret()) ? Optional.of(lock.owner()) : Optional.empty();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Lock(byte[] salt, byte[] digest, Caller owner) {

        static Lock of(String secret, Caller owner, SecureRandom random) {
            byte[] salt = bytes(SALT_BYTES, random);
            return new Lock(salt, sha256(salt, secret), owner);
        }

        /** A lock with a random digest: no secret is known to have it. */
        static Lock opensToNobody(SecureRandom random) {
            return new Lock(bytes(SALT_BYTES, random), bytes(DIGEST_BYTES, random), new Caller.Member(List.of()));
        }

        private static byte[] bytes(int count, SecureRandom random) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }

        boolean opensTo(String secret) {
            return MessageDigest.isEqual(digest, sha256(salt, secret));
        }

        private static byte[] sha256(byte[] salt, String secret) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(salt);
                return sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }

        @Override
        public String toString() {
            return "Lock[***]";
        }
    }
}
