package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.metadata.InLists;
import dev.featurestore.rondb.metadata.TableDictionary;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.Wire;
import dev.featurestore.rondb.testing.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of loads when the database is away, silent, or brings what nobody foresaw. */
@Timeout(60)
class RonDbFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FeatureViewName CUSTOMER = new FeatureViewName("shop", "customer", 1);
    private static final FeatureViewName ORDER = new FeatureViewName("shop", "order", 1);

    private final MariaDbEngine engine = MariaDbEngine.shared();
    private final LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract());
    private final Wire wire = Wire.to(engine.servers().get(0));

    @AfterEach
    void close() {
        wire.close();
        world.close();
    }

    private RonDbSettings settings() {
        ClusterSettings cluster = cluster();
        return RonDbSettings.of(cluster, cluster);
    }

    /** Through the wire, with the time-outs as they are by default. */
    private ClusterSettings cluster() {
        ClusterSettings.Server end =
                new ClusterSettings.Server(wire.address().host(), wire.address().port());
        return ClusterSettings.of("store", List.of(end), engine.reader(), Secret.of(engine.password()));
    }

    @Test
    void whatTakesLongerToReadThanARequestMayIsUnavailableForNow() {
        ApiKey key = ApiKey.parse(ContractWorld.OWNER).orElseThrow();
        ClusterSettings patient = cluster().withTimeouts(new Timeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE));
        wire.stall();
        try (RonDb ronDb = RonDb.open(RonDbSettings.of(patient, patient))) {
            assertUnavailable(() -> ronDb.callers().byApiKey(key, soon()), "Reading the API key takes long just now");
            assertUnavailable(
                    () -> ronDb.featureViews().find(CUSTOMER, soon()),
                    "Reading feature view shop/customer version 1 takes long just now");

            wire.heal();
            assertThat(ronDb.callers().byApiKey(key)).isPresent();
            assertThat(ronDb.featureViews().find(CUSTOMER)).isInstanceOf(Resolution.Found.class);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(50));
    }

    private static void assertUnavailable(ThrowingCallable work, String message) {
        assertThatThrownBy(work).isInstanceOfSatisfying(StoreFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure).hasMessage(message);
            assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(1));
        });
    }

    @Test
    void viewsAreLoadedBeforehandOnceTheDatabaseIsThere() {
        wire.cut();
        List<FeatureViewName> names = new ArrayList<>(pieceWith(Optional.empty()));
        names.add(CUSTOMER);
        try (RonDb ronDb = RonDb.open(settings().withPreload(names))) {
            Await.until("failed load", PATIENCE, () -> ronDb.viewCounts().failures() > 0);
            assertThat(loadedBeforehand(ronDb))
                    .isEqualTo(new StoreHealth.Part(
                            "feature-views", false, "0 of 513 loaded beforehand, 512 cannot be: see the log"));

            wire.heal();
            Await.until(
                    "end of loading", PATIENCE, () -> loadedBeforehand(ronDb).up());

            assertThat(ronDb.viewCounts().size()).isOne();
        }
    }

    @Test
    void warmUpWaitsForTheDatabase() {
        wire.cut();
        try (RonDb ronDb = RonDb.open(settings())) {
            assertThat(warmUp(ronDb).up()).isFalse();

            wire.heal();
            Await.until("end of the warm-up", PATIENCE, () -> warmUp(ronDb).up());

            assertThat(ronDb.keyCounts().loads()).isOne();
            assertThat(ronDb.keyCounts().failures()).isZero();
        }
    }

    private static StoreHealth.Part warmUp(RonDb ronDb) {
        return ronDb.health().parts().get(3);
    }

    @Test
    void whatIsUnforeseenDoesNotKeepOtherViewsFromBeingLoadedBeforehand() {
        List<FeatureViewName> names = new ArrayList<>();
        names.addAll(pieceWith(Optional.of(CUSTOMER)));
        names.addAll(pieceWith(Optional.of(CUSTOMER)));
        names.add(ORDER);

        try (RonDb ronDb = RonDb.over(
                settings().withPreload(names),
                Rig.cluster(engine, "online-store"),
                Rig.cluster(engine, "metadata-store"),
                new FailingDictionary())) {
            Await.until(
                    "end of loading", PATIENCE, () -> loadedBeforehand(ronDb).up());

            assertThat(ronDb.viewCounts().size()).isOne();
        }
    }

    /** As many names as are loaded at once, of views in a store that no database need be asked for, and that one. */
    private static List<FeatureViewName> pieceWith(Optional<FeatureViewName> view) {
        List<FeatureViewName> piece =
                new ArrayList<>(Collections.nCopies(InLists.MAX_LENGTH, new FeatureViewName("\u0416", "none", 1)));
        view.ifPresent(name -> piece.set(0, name));
        return piece;
    }

    private static StoreHealth.Part loadedBeforehand(RonDb ronDb) {
        return ronDb.health().parts().get(2);
    }

    /** Fails in ways that no database does, one after the other; then all is well. */
    private static final class FailingDictionary implements TableDictionary {
        private final Deque<Runnable> failures = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("defect");
                },
                () -> {
                    throw new LinkageError("defect");
                }));

        @Override
        public synchronized List<Column> columns(Handle handle, Collection<TableName> tables) {
            if (!failures.isEmpty()) {
                failures.remove().run();
            }
            return MYSQL.columns(handle, tables);
        }

        @Override
        public List<Column> outline(Handle handle, Collection<TableName> tables) {
            return MYSQL.outline(handle, tables);
        }
    }
}
