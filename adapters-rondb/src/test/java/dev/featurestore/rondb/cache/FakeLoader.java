package dev.featurestore.rondb.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A loader over a map; "" says that nothing is there. What is broken cannot be reloaded. */
class FakeLoader implements CacheLoader<String, String> {
    final Map<String, String> content = new ConcurrentHashMap<>();
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger snapshots = new AtomicInteger();
    volatile boolean down;
    volatile boolean defective;
    volatile Predicate<String> outdated = value -> false;

    @Override
    public Map<String, String> load(Collection<String> keys, Map<String, String> previous) {
        loads.addAndGet(keys.size());
        calls.incrementAndGet();
        if (defective) {
            throw new StackOverflowError("deep");
        }
        if (down) {
            throw new IllegalStateException("down");
        }
        Map<String, String> values = new HashMap<>();
        for (String key : keys) {
            if (!broken.contains(key)) {
                values.put(key, content.getOrDefault(key, ""));
            }
        }
        return values;
    }

    @Override
    public Optional<Predicate<String>> outdated() {
        return Optional.of(outdated);
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
