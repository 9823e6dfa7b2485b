package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.NdbCluster;
import dev.featurestore.rondb.testing.NdbEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The whole program on a real cluster whose parts are killed and started again under load, all answers compared with
 * the data. Rounds by {@code -Drondb.drill.rounds}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@EnabledIf("dev.featurestore.rondb.testing.NdbEngine#isNamed")
class RonDbDrillTest {
    private static final int CLIENTS = 8;
    /** The oldest clients give up after it. */
    private static final Duration MAX_TIME = Duration.ofMillis(600);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final String SINGLE = "feature_store";
    private static final String BATCH = "batch_feature_store";
    private static final String MANY =
            Load.BODY.replace("\"entries\":", "\"entries\":[").replace("}}", "},{\"tx_id\":9}]}");

    private final int rounds = Integer.getInteger("rondb.drill.rounds", 1);
    private final List<String> violations = new ArrayList<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> expected = new TreeMap<>();

    private NdbCluster cluster;
    private LoadedWorld world;
    private FeatureStoreServer server;
    private ExecutorService clients;
    private volatile boolean stopped;

    private record Seen(long at, int status, boolean right, Duration took, String body) {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        NdbEngine engine = NdbEngine.find().orElseThrow();
        cluster = engine.cluster();
        world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
        try (FeatureStoreServer inMemory = TestServers.demo()) {
            Client client = new Client(inMemory.port());
            expected.put(
                    SINGLE,
                    client.post("/0.1.0/" + SINGLE, DemoApiKeys.MAIN, Load.BODY).body());
            expected.put(
                    BATCH,
                    client.post("/0.1.0/" + BATCH, DemoApiKeys.MAIN, MANY).body());
        }
        server = TestServers.onMySql(engine.servers(), engine.reader(), engine.password(), TestServers.DEFAULT_TIMES);
        Client client = new Client(server.port());
        await("a first answer", () -> ask(client, SINGLE, Load.BODY).right());
        clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            boolean single = i % 4 != 0;
            clients.execute(() -> load(single ? SINGLE : BATCH, single ? Load.BODY : MANY));
        }
        Thread.sleep(WATCHED.toMillis());
        seen.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped = true;
        if (clients != null) {
            clients.shutdown();
            clients.awaitTermination(10, TimeUnit.SECONDS);
        }
        if (server != null) {
            server.close();
        }
        if (cluster != null) {
            cluster.startAllDataNodes();
            for (int i = 1; i <= NdbCluster.MYSQL_SERVERS; i++) {
                cluster.startMySqlServer(i);
            }
            cluster.awaitStarted(PATIENCE);
            world.close();
        }
    }

    @Test
    void partsThatDieCostNoAnswerAndAClusterThatIsGoneIsAQuickRefusal() throws InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (int i = 1; i <= NdbCluster.DATA_NODES; i++) {
                int node = i;
                killOne(
                        "round " + round + ", data node " + node,
                        () -> cluster.killDataNode(node),
                        () -> cluster.startDataNode(node),
                        cluster::dataNodesStarted);
            }
            for (int i = 1; i <= NdbCluster.MYSQL_SERVERS; i++) {
                int one = i;
                killOne(
                        "round " + round + ", MySQL server " + one,
                        () -> cluster.killMySqlServer(one),
                        () -> cluster.startMySqlServer(one),
                        () -> cluster.reads(one));
            }
            killAllDataNodes("round " + round + ", all data nodes");
        }

        assertThat(violations).isEmpty();
    }

    private void killOne(String name, Runnable kill, Runnable restart, BooleanSupplier isBack)
            throws InterruptedException {
        seen.clear();
        kill.run();
        Thread.sleep(WATCHED.toMillis());
        restart.run();
        await(name + " back", isBack);
        Thread.sleep(WATCHED.toMillis());
        List<Seen> all = report(name);
        long refused = count(all, each -> each.status() == 503);
        violate(refused * 1000 >= all.size(), name + ": " + refused + " of " + all.size() + " refused");
    }

    private void killAllDataNodes(String name) throws InterruptedException {
        Client client = new Client(server.port());
        seen.clear();
        long killed = System.nanoTime();
        cluster.killAllDataNodes();
        await(name + ": health DOWN", () -> client.get("/0.1.0/health").statusCode() == 503);
        violateLater(name + ": health was DOWN", killed, Duration.ofSeconds(1));
        Thread.sleep(WATCHED.toMillis());
        cluster.startAllDataNodes();
        await(name + ": back", () -> cluster.reads(1) || cluster.reads(2));
        long back = System.nanoTime();
        await(name + ": health UP", () -> client.get("/0.1.0/health").statusCode() == 200);
        violateLater(name + ": health was UP", back, Duration.ofSeconds(2));
        await(name + ": answers", () -> ask(client, SINGLE, Load.BODY).right());
        violateLater(name + ": answers came", back, Duration.ofSeconds(10));
        cluster.awaitStarted(PATIENCE);
        report(name);
    }

    /** What came since the fault, and what must never come. */
    private List<Seen> report(String name) {
        List<Seen> all;
        synchronized (seen) {
            all = List.copyOf(seen);
        }
        Map<Integer, Integer> statuses = new TreeMap<>();
        all.forEach(each -> statuses.merge(each.status(), 1, Integer::sum));
        long slowest =
                all.stream().mapToLong(each -> each.took().toMillis()).max().orElse(0);
        System.out.println(name + ": " + statuses + ", slowest " + slowest + " ms");
        long wrong = count(all, each -> each.status() == 200 && !each.right());
        long others = count(all, each -> each.status() != 200 && each.status() != 503);
        long late = count(all, each -> each.took().compareTo(MAX_TIME) > 0);
        violate(all.isEmpty(), name + ": no answer at all");
        violate(wrong > 0, name + ": " + wrong + " wrong answers");
        violate(late > 0, name + ": " + late + " answers after more than " + MAX_TIME + ", slowest " + slowest + " ms");
        violate(
                others > 0,
                name + ": " + others + " of other statuses, such as "
                        + all.stream()
                                .filter(each -> each.status() != 200 && each.status() != 503)
                                .map(Seen::body)
                                .findFirst()
                                .orElse(""));
        return all;
    }

    private void violateLater(String what, long since, Duration limit) {
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        System.out.println(what + " after " + took.toMillis() + " ms");
        violate(took.compareTo(limit) > 0, what + " after " + took);
    }

    private void violate(boolean violated, String what) {
        if (violated) {
            violations.add(what);
        }
    }

    private static long count(List<Seen> all, Predicate<Seen> which) {
        return all.stream().filter(which).count();
    }

    private void load(String endpoint, String body) {
        Client client = new Client(server.port());
        while (!stopped) {
            seen.add(ask(client, endpoint, body));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Seen ask(Client client, String endpoint, String body) {
        long start = System.nanoTime();
        int status = 0;
        String answer = "";
        try {
            HttpResponse<String> response = client.post("/0.1.0/" + endpoint, DemoApiKeys.MAIN, body);
            status = response.statusCode();
            answer = response.body();
        } catch (UncheckedIOException broken) {
            answer = broken.toString();
        }
        long end = System.nanoTime();
        return new Seen(end, status, answer.equals(expected.get(endpoint)), Duration.ofNanos(end - start), answer);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + what + " within " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }
}
