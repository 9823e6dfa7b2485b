package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreparedStatementLimitTest {
    /** 4 connections for data and 4 for metadata. */
    private static final int NEEDED = 4 * 512 + 4 * 100;

    private static @Nullable String warning(String... options) throws InterruptedException {
        BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
        try (MariaDbEngine engine = MariaDbEngine.start(options);
                Cluster data = Rig.cluster(engine, "online-store");
                Cluster metadata = Rig.cluster(engine, "metadata-store")) {
            RonDbSettings settings =
                    RonDbSettings.of(Rig.settings(engine, "online-store"), Rig.settings(engine, "metadata-store"));
            try (PreparedStatementLimit limit = PreparedStatementLimit.watch(settings, data, metadata, warnings::add)) {
                limit.join();
                return warnings.poll();
            }
        }
    }

    @Test
    void limitThatIsTooLowIsSaid() throws InterruptedException {
        assertThat(warning("--max-prepared-stmt-count=2000"))
                .contains("lets 2000 statements be prepared (max_prepared_stmt_count)")
                .contains("may prepare " + NEEDED + " more");
    }

    @Test
    void limitThatIsHighEnoughIsNotWorthAWord() throws InterruptedException {
        assertThat(warning("--max-prepared-stmt-count=3000")).isNull();
    }
}
