package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RefresherTest {
    private static final CacheSettings SETTINGS =
            CacheSettings.of(Duration.ofMillis(100), Duration.ofMillis(10), Duration.ofMinutes(1));

    @Test
    void changeInTheSourceIsSeen() throws InterruptedException {
        FakeLoader loader = new FakeLoader();
        loader.content.put("a", "1");

        try (Refresher refresher = new Refresher(1);
                RefreshingCache<String, String> cache =
                        RefreshingCache.keptFresh("fakes", SETTINGS, loader, refresher)) {
            assertThat(cache.get("a")).isEqualTo("1");
            assertThatAChangeIsSeen(loader, cache);
        }
    }

    private static void assertThatAChangeIsSeen(FakeLoader loader, RefreshingCache<String, String> cache)
            throws InterruptedException {
        loader.content.put("a", "2");
        while (cache.get("a").equals("1")) {
            Thread.sleep(5);
        }

        assertThat(cache.get("a")).isEqualTo("2");
        assertThat(cache.counts().misses()).isEqualTo(1);
    }

    @Test
    void aSweepThatFailsByAnErrorIsNotTheLast() throws InterruptedException {
        FakeLoader loader = new FakeLoader();
        loader.content.put("a", "1");

        try (Refresher refresher = new Refresher(1);
                RefreshingCache<String, String> cache =
                        RefreshingCache.keptFresh("fakes", SETTINGS, loader, refresher)) {
            cache.get("a");
            loader.defective = true;
            int before = loader.calls.get();
            while (loader.calls.get() < before + 2) {
                Thread.sleep(5);
            }
            loader.defective = false;
            assertThatAChangeIsSeen(loader, cache);
        }
    }

    /** Else changes would be seen later the longer it takes to look for them. */
    @Test
    void howLongASweepTakesDoesNotPutOffTheNext() throws InterruptedException {
        CacheSettings settings = CacheSettings.of(Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1));
        long period = settings.sweepPeriod().toNanos();
        List<Long> begins = new CopyOnWriteArrayList<>();
        FakeLoader loader = new FakeLoader() {
            @Override
            public Optional<Predicate<String>> outdated() {
                begins.add(System.nanoTime());
                LockSupport.parkNanos(period * 9 / 10);
                return Optional.empty();
            }
        };

        try (Refresher refresher = new Refresher(1);
                RefreshingCache<String, String> unused =
                        RefreshingCache.keptFresh("fakes", settings, loader, refresher)) {
            while (begins.size() < 10) {
                Thread.sleep(5);
            }
        }

        long shortest = IntStream.range(1, begins.size())
                .mapToLong(i -> begins.get(i) - begins.get(i - 1))
                .min()
                .orElseThrow();
        assertThat(shortest).isBetween(period / 2, period * 3 / 2);
    }

    @Test
    void closedRefresherReloadsNothing() throws InterruptedException {
        FakeLoader loader = new FakeLoader();
        loader.content.put("a", "1");
        Refresher refresher = new Refresher(1);
        RefreshingCache<String, String> cache = RefreshingCache.keptFresh("fakes", SETTINGS, loader, refresher);
        cache.get("a");

        refresher.close();
        int loads = loader.loads.get();
        Thread.sleep(300);

        assertThat(loader.loads).hasValue(loads);
    }
}
