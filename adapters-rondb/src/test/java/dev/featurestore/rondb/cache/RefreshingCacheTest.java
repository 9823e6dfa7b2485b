package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefreshingCacheTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration UNUSED = Duration.ofMinutes(1);
    private static final CacheSettings SETTINGS = CacheSettings.of(INTERVAL, Duration.ofMillis(500), UNUSED);

    private final ManualTime time = new ManualTime();
    private final FakeLoader loader = new FakeLoader();
    private final RefreshingCache<String, String> cache = new RefreshingCache<>("fakes", SETTINGS, loader, time);

    @Test
    void valueIsLoadedOnce() {
        loader.content.put("a", "1");

        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.get("a")).isEqualTo("1");

        assertThat(loader.loads).hasValue(1);
        assertThat(cache.counts()).isEqualTo(new CacheCounts(1, 1, 1, 0, 1, 0));
    }

    @Test
    void entryIsReloadedInTheBackgroundWithinTheInterval() {
        loader.content.put("a", "1");
        cache.get("a");
        loader.content.put("a", "2");

        time.pass(INTERVAL);

        assertThat(cache.get("a")).as("nobody waits for the reload").isEqualTo("1");
        cache.refreshDue();
        assertThat(cache.get("a")).isEqualTo("2");
        assertThat(cache.counts().misses()).isEqualTo(1);
    }

    @Test
    void entriesAreReloadedOnceInEachPeriodSpreadOverItsSweeps() {
        load(1_000);

        for (int sweep = 1; sweep <= CacheSettings.SWEEPS; sweep++) {
            int before = loader.loads.get();
            time.pass(SETTINGS.sweepPeriod());
            cache.refreshDue();
            assertThat(loader.loads.get() - before).isBetween(50, 150);
        }

        assertThat(loader.loads).hasValue(1_000 + 1_000);
        assertThat(loader.calls).as("each sweep asks once").hasValue(1 + CacheSettings.SWEEPS);
    }

    @Test
    void manyEntriesAreReloadedInPieces() {
        load(1_000);

        time.pass(INTERVAL);
        cache.refreshDue();

        assertThat(loader.calls).hasValue(1 + 2);
    }

    @Test
    void sweepsThatWereMissedAreMadeUpForOnce() {
        load(1_000);

        time.pass(INTERVAL.multipliedBy(7));
        cache.refreshDue();

        assertThat(loader.loads).hasValue(1_000 + 1_000);
    }

    @Test
    void whatIsKnownToBeOutdatedIsReloadedBeforeItsTurn() {
        load(1_000);
        loader.outdated = "17"::equals;
        loader.content.put("key17", "new");

        cache.refreshDue();

        assertThat(loader.loads).hasValue(1_000 + 1);
        assertThat(cache.get("key17")).isEqualTo("new");
    }

    @Test
    void oneThatCannotBeReloadedDoesNotKeepTheOthersBack() {
        load(1_000);
        loader.broken.add("key17");
        loader.content.replaceAll((key, value) -> "new");

        time.pass(INTERVAL);
        cache.refreshDue();

        assertThat(cache.get("key17")).isEqualTo("17");
        assertThat(cache.get("key18")).isEqualTo("new");
        assertThat(cache.counts().failures()).isEqualTo(1);
    }

    @Test
    void equalValueStaysTheSameInstance() {
        loader.content.put("a", new String("1"));
        String before = cache.get("a");
        loader.content.put("a", new String("1"));

        time.pass(INTERVAL);
        cache.refreshDue();

        assertThat(cache.get("a")).isSameAs(before);
    }

    @Test
    void loadingAllLeavesOutWhatIsThere() {
        loader.content.put("key1", "1");
        cache.get("key1");

        load(10);

        assertThat(loader.loads).hasValue(1 + 9);
    }

    private void load(int entries) {
        IntStream.range(0, entries).forEach(i -> loader.content.put("key" + i, String.valueOf(i)));
        cache.loadAll(Set.copyOf(loader.content.keySet()));
    }

    @Test
    void entryIsReloadedAgainAfterEachInterval() {
        loader.content.put("a", "1");
        cache.get("a");

        for (int i = 0; i < 3; i++) {
            time.pass(INTERVAL);
            cache.refreshDue();
        }

        assertThat(loader.loads).hasValue(1 + 3);
    }

    @Test
    void entryThatNobodyAsksForIsDropped() {
        loader.content.put("a", "1");
        cache.get("a");

        for (int i = 0; i < 13; i++) {
            time.pass(INTERVAL);
            cache.refreshDue();
        }

        assertThat(cache.counts().size()).isZero();
        assertThat(loader.loads).as("reloads do not count as use").hasValueLessThan(1 + 13);
    }

    @Test
    void entryInUseIsKept() {
        loader.content.put("a", "1");
        cache.get("a");

        for (int i = 0; i < 30; i++) {
            time.pass(INTERVAL);
            cache.get("a");
            cache.refreshDue();
        }

        assertThat(cache.counts().misses()).isEqualTo(1);
    }

    @Test
    void oldValueServesWhileReloadsFailUntilItsGraceIsOver() {
        loader.content.put("a", "1");
        cache.get("a");
        loader.down = true;

        for (Duration passed = Duration.ZERO; passed.compareTo(SETTINGS.grace()) <= 0; passed = passed.plus(INTERVAL)) {
            time.pass(INTERVAL);
            cache.refreshDue();
            assertThat(cache.get("a")).isEqualTo("1");
        }
        time.pass(INTERVAL);

        assertThatThrownBy(() -> cache.get("a")).hasMessage("down");
        assertThat(cache.counts().failures()).isEqualTo(7 + 1);
    }

    /** As many as there are threads would otherwise wait for each other. */
    @Test
    void reloadThatFailsNeedsNoSecondThread() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            RefreshingCache<String, String> cache = new RefreshingCache<>("fakes", SETTINGS, loader, time, one);
            loader.content.put("a", "1");
            cache.get("a");
            loader.down = true;
            time.pass(INTERVAL.plus(SETTINGS.grace()).plusNanos(1));

            assertThatThrownBy(() -> cache.reload("a", value -> true, Deadline.after(Duration.ofSeconds(5))))
                    .hasMessage("down");
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void keysThatWaitForAThreadAreLoadedByOneCallAndThoseThatAreNotThereCount() {
        Queue<Runnable> work = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            RefreshingCache<String, String> cache = new RefreshingCache<>("fakes", SETTINGS, loader, time, work::add);
            loader.content.put("a", "1");
            List<Future<String>> answers = Stream.concat(
                            Stream.of("a"),
                            IntStream.range(0, SETTINGS.absentBudget()).mapToObj(i -> "invented" + i))
                    .map(key -> clients.submit(() -> cache.get(key)))
                    .toList();
            Await.until("work", PATIENCE, () -> work.size() == answers.size());

            work.forEach(Runnable::run);

            assertThat(answers).extracting(answer -> answer.get().length()).containsOnlyOnce(1);
            assertThat(loader.calls).hasValue(1);
            assertThat(cache.counts().size()).isOne();
            assertThat(cache.counts().absent()).isEqualTo(SETTINGS.absentBudget());

            work.clear();
            Future<String> oneTooMany = clients.submit(() -> cache.get("one too many"));
            Await.until("work", PATIENCE, () -> work.size() == 1);
            work.forEach(Runnable::run);
            assertThat(oneTooMany).succeedsWithin(PATIENCE).isEqualTo("");
            assertThat(loader.snapshots).hasValue(1);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void valueIsBackAfterTheSourceIs() {
        loader.content.put("a", "1");
        cache.get("a");
        loader.down = true;
        time.pass(INTERVAL.plus(SETTINGS.grace()).plusNanos(1));
        assertThatThrownBy(() -> cache.get("a")).hasMessage("down");

        loader.down = false;
        loader.content.put("a", "2");

        assertThat(cache.get("a")).isEqualTo("2");
    }

    @Test
    void failureIsNotRemembered() {
        loader.content.put("a", "1");
        loader.down = true;
        assertThatThrownBy(() -> cache.get("a")).hasMessage("down");

        loader.down = false;

        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    void absenceIsRememberedBriefly() {
        assertThat(cache.get("a")).isEmpty();
        loader.content.put("a", "1");

        assertThat(cache.get("a")).isEmpty();
        time.pass(SETTINGS.absentFor());
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(loader.loads).hasValue(2);
    }

    @Test
    void whatIsGoneAtAReloadIsAbsentFromThenOn() {
        loader.content.put("a", "1");
        cache.get("a");
        loader.content.remove("a");

        time.pass(INTERVAL);
        cache.refreshDue();

        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.counts().size()).isZero();
    }

    @Test
    void forgottenKeyIsLoadedAnew() {
        loader.content.put("a", "1");
        cache.get("a");
        loader.content.put("a", "2");

        cache.invalidate("a");

        assertThat(cache.get("a")).isEqualTo("2");
    }

    @Test
    void droppedEntryIsNotReloadedAnyMore() {
        loader.content.put("a", "1");
        cache.get("a");
        time.pass(INTERVAL);

        cache.invalidate("a");
        cache.refreshDue();

        assertThat(loader.loads).hasValue(1);
    }

    @Test
    void sizeIsBounded() {
        CacheSettings small =
                new CacheSettings(INTERVAL, Duration.ZERO, UNUSED, INTERVAL, Duration.ofSeconds(1), 1_000_000, 10);
        RefreshingCache<String, String> bounded = new RefreshingCache<>("fakes", small, loader, time);
        for (int i = 0; i < 1000; i++) {
            loader.content.put("real" + i, "1");
        }

        for (int i = 0; i < 1000; i++) {
            bounded.get("real" + i);
            bounded.get("invented" + i);
        }

        assertThat(bounded.counts().size()).isLessThanOrEqualTo(10);
        assertThat(bounded.counts().absent()).isLessThanOrEqualTo(10);
    }

    @Test
    void closedCacheAnswersNoMore() {
        cache.close();

        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheFailure.class);
    }
}
