package dev.featurestore.rondb.callers;

import dev.featurestore.domain.access.Caller;

/** What is known under a key's prefix. */
sealed interface CachedApiKey {
    /** Somebody's key: how to know its secret, and what its owner may read. */
    record Owned(HashedSecret secret, Caller owner) implements CachedApiKey {}

    /** No key has that prefix. */
    record Unknown() implements CachedApiKey {}
}
