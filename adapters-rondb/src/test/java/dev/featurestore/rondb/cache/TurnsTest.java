package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {
    private final Turns<String> turns = new Turns<>();

    private List<String> ofAllSweeps() {
        List<String> keys = new ArrayList<>();
        for (int sweep = 0; sweep < CacheSettings.SWEEPS; sweep++) {
            keys.addAll(turns.of(sweep));
        }
        return keys;
    }

    @Test
    void eachKeyHasOneTurnAndAllSweepsAboutAsMany() {
        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(each -> "view" + each).toList();
        keys.forEach(turns::add);
        keys.forEach(turns::add);

        assertThat(ofAllSweeps()).containsExactlyInAnyOrderElementsOf(keys);
        for (int sweep = 0; sweep < CacheSettings.SWEEPS; sweep++) {
            assertThat(turns.of(sweep)).hasSizeBetween(60, 140);
        }
    }

    @Test
    void keysThatAreNotHeldAreForgottenUntilTheyAreAddedAgain() {
        turns.add("a");
        turns.add("b");

        ofAllSweeps().forEach(key -> turns.forget(key, "b"::equals));
        assertThat(ofAllSweeps()).containsExactly("b");
        turns.add("a");
        assertThat(ofAllSweeps()).containsExactlyInAnyOrder("a", "b");
    }

    private static void join(Thread thread) {
        try {
            thread.join(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keyThatIsHeldAgainWhileItIsForgottenIsNotLost() throws InterruptedException {
        turns.add("a");
        Thread other = new Thread(() -> turns.add("a"));
        turns.forget("a", key -> {
            other.start();
            join(other);
            return false;
        });
        other.join();

        assertThat(ofAllSweeps()).containsExactly("a");
    }
}
