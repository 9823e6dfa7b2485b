package dev.featurestore.bootstrap.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.Installation;
import dev.featurestore.bootstrap.PackagedProgram;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.web.Collisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attacks on the server, as its start script starts it, in the smallest container that the documentation names, beside
 * the traffic of a client that behaves: it is served, and the process stays within the container.
 */
@Timeout(300)
class AttacksIT {
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final String VIEW =
            "\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1";
    private static final String KEY = DemoApiKeys.MAIN;

    /** A thing to do to the server, with a size of its own in every build, and a larger one in the drill. */
    private enum Attack {
        UNFINISHED_BODIES_WITHOUT_A_KEY(100, 500) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.leaveBodiesUnfinished(size, LARGEST_BODY, "");
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.answers(401) >= size / 2;
            }
        },
        UNFINISHED_BODIES(400, 500) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.leaveBodiesUnfinished(size, LARGEST_BODY, KEY);
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.connections() >= 20 && attacker.sent() >= 20L * LARGEST_BODY;
            }
        },
        UNFINISHED_SMALL_BODIES(300, 800) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.leaveBodiesUnfinished(size, 64 * 1024, KEY);
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.connections() >= size / 2 && attacker.sent() >= size / 2 * 64 * 1024L;
            }
        },
        COLLIDING_NAMES_WITHOUT_A_KEY(2, 2) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.repeat(size, Collisions.body(VIEW, 20_000).getBytes(UTF_8), "");
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.answers(401) >= 10;
            }
        },
        COLLIDING_NAMES(2, 2) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.repeat(size, Collisions.body(VIEW, 20_000).getBytes(UTF_8), KEY);
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.answers(400) >= 10;
            }
        },
        SLOW_HEADS(300, 800) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.trickleHeads(size);
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.connections() >= size;
            }
        },
        LARGEST_BATCHES(2, 4) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.repeat(size, batch(0), KEY);
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.answers(200) >= 10;
            }

            @Override
            String options() {
                return "-Xmx128m";
            }
        },
        MANY_PASSED_FEATURES(1, 2) {
            @Override
            void begin(Attacker attacker, int size) {
                attacker.repeat(size, batch(100), KEY); // more would be too many values for one key
            }

            @Override
            boolean isUnderWay(Attacker attacker, int size) {
                return attacker.answers(200) >= 5;
            }

            @Override
            String options() {
                return "-Xmx128m";
            }
        };

        private final int size;
        private final int drillSize;

        Attack(int size, int drillSize) {
            this.size = size;
            this.drillSize = drillSize;
        }

        abstract void begin(Attacker attacker, int size);

        /** Whether it does to the server what it is meant to. */
        abstract boolean isUnderWay(Attacker attacker, int size);

        /** JVM options beside those of the start script. */
        String options() {
            return "";
        }
    }

    @TempDir
    private Path folder;

    @AutoClose
    private static Installation home;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        home = Installation.unpack();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverBehavesIsServed(Attack attack) throws Exception {
        under(attack, attack.size, 200);
    }

    @Tag("drill")
    @ParameterizedTest
    @EnumSource
    void whoeverBehavesIsServedNearlyAsFastAsEver(Attack attack) throws Exception {
        assertThat(under(attack, attack.drillSize, 2000)).isLessThan(3);
    }

    /** How many times as long a request takes beside the attack, in the 99th percentile. */
    private double under(Attack attack, int size, int requests) throws Exception {
        int container = smallestContainer();
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "CLASS_ARCHIVE_DIR",
                "off",
                "JDK_JAVA_OPTIONS",
                "-XX:MaxRAM=" + container + "m " + attack.options());
        List<String> command = List.of(home.script(), "--demo", "--port", "0");
        try (PackagedProgram program = PackagedProgram.start(folder, command, environment);
                Attacker attacker = new Attacker(program.port())) {
            NormalTraffic traffic = new NormalTraffic(program.port());
            traffic.p99(requests / 4); // for the sake of the next
            double alone = traffic.p99(requests);

            attack.begin(attacker, size);
            await(() -> attack.isUnderWay(attacker, size), attacker);
            double beside = traffic.p99(requests);

            System.out.printf(
                    "%s: p99 %.1f ms alone, %.1f ms beside; at most %d MiB; sent %d MiB, answers %s%n",
                    attack, alone, beside, residentMebibytes(program), attacker.sent() >> 20, attacker.answers());
            assertThat(residentMebibytes(program)).as("MiB").isLessThan(container);
            assertThat(attacker.answers().keySet()).noneMatch(line -> line.contains(" 500"));
            return beside / alone;
        }
    }

    private static void await(BooleanSupplier underWay, Attacker attacker) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!underWay.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%d connections, %d bytes, %s", attacker.connections(), attacker.sent(), attacker.answers())
                    .isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    /** As many entries as the server takes, each with that many passed features. */
    private static byte[] batch(int passedFeatures) {
        int entries = 1024;
        String passed = IntStream.range(0, passedFeatures)
                .mapToObj(i -> "\"passed_" + i + "\":" + i + ".5")
                .collect(Collectors.joining(",", "{", "}"));
        String body = "{" + VIEW + ",\"entries\":["
                + IntStream.range(0, entries).mapToObj(i -> "{\"id1\":36}").collect(Collectors.joining(","))
                + "],\"passedFeatures\":["
                + Stream.generate(() -> passed).limit(entries).collect(Collectors.joining(",")) + "]}";
        return body.getBytes(UTF_8);
    }

    private static int smallestContainer() throws IOException {
        return Integer.parseInt(found(Path.of("../docs/production.md"), "smallest container[^.]*? (\\d+) MiB"));
    }

    private static String found(Path file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    /** The most that the process has had in memory so far. */
    private static long residentMebibytes(PackagedProgram program) throws IOException {
        return Long.parseLong(found(Path.of("/proc/" + program.pid() + "/status"), "VmHWM:\\s+(\\d+) kB")) / 1024;
    }
}
