package dev.featurestore.rondb.cache;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A loader over a map; "" says that nothing is there. */
final class FakeLoader implements CacheLoader<String, String> {
    final Map<String, String> content = new ConcurrentHashMap<>();
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger snapshots = new AtomicInteger();
    volatile boolean down;

    @Override
    public String load(String key, Optional<String> previous) {
        loads.incrementAndGet();
        if (down) {
            throw new IllegalStateException("down");
        }
        return content.getOrDefault(key, "");
    }

    @Override
    public boolean isAbsent(String value) {
        return value.isEmpty();
    }

    @Override
    public KeySnapshot<String, String> snapshot() {
        snapshots.incrementAndGet();
        if (down) {
            throw new IllegalStateException("down");
        }
        Set<String> keys = new HashSet<>(content.keySet());
        return key -> keys.contains(key) ? Optional.empty() : Optional.of("");
    }
}
