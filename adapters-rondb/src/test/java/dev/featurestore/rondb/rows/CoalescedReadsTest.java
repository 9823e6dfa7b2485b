package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.rows.Tables.ViewOf;
import dev.featurestore.rondb.testing.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Many requests at once, which share reads: each gets what it gets by itself. */
@Timeout(120)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class CoalescedReadsTest {
    private static final int THREADS = 64;
    private static final int REQUESTS = 10_000;
    private static final List<String> WORDS =
            List.of("abc", "ABC", "abc ", "def", "straße", "strasse", "漢", "\ud83d", "", "ghi", "a much too long word");

    @Parameter
    private Engine engine;

    private RowsDatabase database;
    private ExecutorService threads;

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        database.close();
    }

    /**
     * One group of words, of which the database refuses some and finds others by its collation; one of encoded arrays.
     */
    private FeatureView view() throws SQLException {
        database.execute(
                "create table rows_test.t_1 (k varchar(9) character set latin1 collate latin1_general_ci, v int,"
                        + " primary key (k) using hash)",
                "insert into rows_test.t_1 values ('abc', 1), ('def', 2), ('stra\u00dfe', 3)",
                "create table rows_test.c_1 (id int, e varbinary(100), primary key (id) using hash)",
                "insert into rows_test.c_1 values (1, 0x00), (2, 0xffff), (3, null), (4, 0x02000000000000f03f00)");
        FeatureGroup arrays = Tables.arrays(5, "c");
        return new ViewOf()
                .join(Tables.group(2, "t", List.of("k"), "k", "varchar(9)", "v", "int"), "", "int")
                .join(arrays, "c_", "Array<Double>")
                .view();
    }

    private static List<EntryKeys> entries(FeatureView view) {
        List<EntryKeys> entries = new ArrayList<>();
        for (String word : WORDS) {
            Key key = Tables.key(view, 0, word);
            entries.add(new EntryKeys(List.of(Optional.of(key), Optional.empty())));
            for (int id = 1; id <= 5; id++) {
                entries.add(Tables.entry(key, Tables.key(view, 1, id)));
            }
        }
        return entries;
    }

    /** The rows; or, as text, why there are none. */
    private static Object outcome(OnlineStore store, FeatureView view, List<EntryKeys> entries) {
        try {
            return Completed.get(store.read(view, entries, Deadline.NONE));
        } catch (StoreFailure failure) {
            return failure.code() + " " + failure.getMessage();
        }
    }

    @Test
    void goodAndBadRequestsTogetherGetWhatEachGetsByItself() throws Exception {
        FeatureView view = view();
        List<EntryKeys> entries = entries(view);
        Map<List<EntryKeys>, Object> expected = new HashMap<>();
        List<List<EntryKeys>> requests = new ArrayList<>();
        Random random = new Random(20261127);
        try (RonDbOnlineStore byItself =
                new RonDbOnlineStore(database.cluster(), JoinShape.AUTO, CoalescingSettings.OFF)) {
            for (int i = 0; i < 300; i++) {
                List<EntryKeys> request = random.ints(1 + random.nextInt(3), 0, entries.size())
                        .mapToObj(entries::get)
                        .toList();
                requests.add(request);
                expected.put(request, outcome(byItself, view, request));
            }
        }

        List<Future<Object>> answers = new ArrayList<>();
        List<List<EntryKeys>> asked = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            List<EntryKeys> request = requests.get(random.nextInt(requests.size()));
            asked.add(request);
            answers.add(threads.submit(() -> outcome(database.store(), view, request)));
        }

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(answers.get(i).get()).isEqualTo(expected.get(asked.get(i)));
        }
        assertThat(database.store().coalescing().reads()).isLessThan(REQUESTS / 2);
    }

    @Test
    void aTableThatIsGoneFailsEachWithItsOwnFailure() throws Exception {
        FeatureView view = view();
        List<EntryKeys> entry = List.of(Tables.entry(Tables.key(view, 0, "abc"), Tables.key(view, 1, 1)));
        database.execute("drop table rows_test.c_1");

        List<Future<Object>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            answers.add(threads.submit(() -> outcome(database.store(), view, entry)));
        }

        for (Future<Object> answer : answers) {
            assertThat(answer.get())
                    .isEqualTo("STORE_READ_FAILED Reading the rows of feature view rows_test/view version 1 failed");
        }
    }

    @Test
    void whoWaitsBehindALockEndsInTimeAndIsServedOnceItIsGone() throws Exception {
        FeatureView view = view();
        List<EntryKeys> entry = List.of(Tables.entry(Tables.key(view, 0, "abc"), Tables.key(view, 1, 1)));
        Object rows = outcome(database.store(), view, entry);
        Duration longest;
        try (RowsDatabase.Lock lock = database.lock("rows_test.t_1")) {
            longest = longest(
                    () -> Completed.get(database.store().read(view, entry, Deadline.after(Duration.ofMillis(500)))));
        }

        assertThat(longest).isBetween(Duration.ofMillis(400), Duration.ofSeconds(8));
        assertThat(outcome(database.store(), view, entry)).isEqualTo(rows);
    }

    @Test
    void closingTheStoreReleasesAllThatWait() throws Exception {
        FeatureView view = view();
        List<EntryKeys> entry = List.of(Tables.entry(Tables.key(view, 0, "abc"), Tables.key(view, 1, 1)));
        RonDbOnlineStore closing =
                new RonDbOnlineStore(database.cluster(), JoinShape.AUTO, new CoalescingSettings(true, 1, 256));
        List<Future<Object>> answers = new ArrayList<>();
        try (RowsDatabase.Lock lock = database.lock("rows_test.t_1")) {
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(() -> outcome(closing, view, entry)));
            }
            while (closing.coalescing().waiting() < THREADS - 1) {
                Thread.sleep(5);
            }

            closing.close();
            while (closing.coalescing().waiting() > 0) {
                Thread.sleep(5);
            }
        }
        List<Object> outcomes = new ArrayList<>();
        for (Future<Object> answer : answers) {
            outcomes.add(answer.get());
        }

        assertThat(outcomes).filteredOn(outcome -> !(outcome instanceof String)).hasSize(1);
        assertThat(outcomes)
                .filteredOn(String.class::isInstance)
                .allSatisfy(refused -> assertThat((String) refused).startsWith("UNAVAILABLE"));
    }

    /** How long the longest of many such requests at once takes, all of which have to fail. */
    private Duration longest(Supplier<Object> request) throws InterruptedException, ExecutionException {
        List<Future<Duration>> times = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            times.add(threads.submit(() -> timeToFail(request)));
        }
        Duration longest = Duration.ZERO;
        for (Future<Duration> time : times) {
            longest = time.get().compareTo(longest) > 0 ? time.get() : longest;
        }
        return longest;
    }

    private static Duration timeToFail(Supplier<Object> request) {
        long start = System.nanoTime();
        assertThatThrownBy(request::get).isInstanceOf(StoreFailure.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
