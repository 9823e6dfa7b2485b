package dev.featurestore.web.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.web.Bodies;
import dev.featurestore.web.Collisions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests share nothing in the parser: the names in one body change nothing for another. */
class ParserIsolationTest {
    private static final int COLLIDING = 20_000;
    private static final int ROUNDS = 40;

    private final byte[] attack = Collisions.body(Bodies.VIEW, COLLIDING).getBytes(UTF_8);

    @Test
    @Timeout(60)
    void namesThatCollideDoNotDisturbOtherRequestsAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                int round = i;
                all.add(threads.submit(() -> read(attack)));
                all.add(threads.submit(
                        () -> assertThatCode(() -> read(withNewNames(round))).doesNotThrowAnyException()));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesThatCollideAreReadInTimeThatGrowsWithTheirNumber() {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(read(attack)).isEqualTo(COLLIDING);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }

        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(2));
    }

    private static int read(byte[] body) {
        return SingleRequest.read(body)
                .query(new Caller.Anyone(), RequestContext.UNOBSERVED)
                .passed()
                .values()
                .size();
    }

    /** Names that no request had before, of the lengths that the parser's table would keep. */
    private static byte[] withNewNames(int round) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("'new_")
                    .append(round)
                    .append("_name_")
                    .append(i)
                    .append("':1");
        }
        return Bodies.withView("'passedFeatures':{" + members + "},'entries':{'id1':1}")
                .getBytes(UTF_8);
    }
}
