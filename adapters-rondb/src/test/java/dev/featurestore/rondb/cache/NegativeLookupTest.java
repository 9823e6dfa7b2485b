package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many keys that do not exist, one after the other. */
class NegativeLookupTest {
    private static final CacheSettings SETTINGS =
            CacheSettings.of(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(1));

    private final ManualTime time = new ManualTime();
    private final FakeLoader loader = new FakeLoader();
    private final RefreshingCache<String, String> cache = new RefreshingCache<>("fakes", SETTINGS, loader, time);

    @BeforeEach
    void askForManyInventedKeys() {
        loader.content.put("real", "1");
        for (int i = 0; i < 10_000; i++) {
            assertThat(cache.get("invented" + i)).isEmpty();
        }
    }

    @Test
    void sourceIsAskedForAShareOfTheKeysAndForOneList() {
        assertThat(loader.loads).hasValue(SETTINGS.absentBudget());
        assertThat(loader.snapshots).hasValue(1);
        assertThat(cache.counts().absent()).isEqualTo(SETTINGS.absentBudget());
    }

    @Test
    void realKeyIsLoadedAllTheSame() {
        assertThat(cache.get("real")).isEqualTo("1");
    }

    @Test
    void newKeyIsFoundWithinASecondWhileTheFloodGoesOn() {
        loader.content.put("new", "2");
        assertThat(cache.get("new")).as("not in the list yet").isEmpty();

        time.pass(SETTINGS.absentFor());
        for (int i = 0; i < 1000; i++) {
            cache.get("again" + i);
        }

        assertThat(cache.get("new")).isEqualTo("2");
        assertThat(loader.snapshots).hasValue(2);
    }

    @Test
    void keysAreLookedUpOneByOneAgainAfterTheFlood() {
        time.pass(Duration.ofSeconds(1));
        loader.content.put("new", "2");

        assertThat(cache.get("other")).isEmpty();
        assertThat(cache.get("new")).isEqualTo("2");
        assertThat(loader.snapshots).hasValue(1);
    }
}
