package dev.featurestore.bootstrap.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.featurestore.bootstrap.Main;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The production path without a cluster: a real MariaDB with Hopsworks-shaped tables that hold the demo data, and the
 * server on top of it, configured by a file as it would be beside RonDB. {@code mvn -Psandbox test} starts it.
 */
public final class Sandbox {
    private static final String DEMO_DATA = "demo-data.json";

    private Sandbox() {}

    /** Runs until Ctrl-C. Arguments go to the server, {@code --port} for instance. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("Starting MariaDB ...");
        MariaDbEngine mariaDb = MariaDbEngine.shared();
        HopsworksLoader.load(mariaDb, Generation.V5, demoData());
        HostPort address = mariaDb.servers().get(0);
        Path config = Files.createTempFile("sandbox", ".json");
        config.toFile().deleteOnExit();
        Files.writeString(config, configuration(address, mariaDb.user(), mariaDb.password()));
        System.out.println("Sample data are loaded.");
        System.out.println("MariaDB listens on " + address + ", user \"" + mariaDb.user() + "\", password \""
                + mariaDb.password() + "\"; the server's configuration is " + config);

        Main.main(with(arguments, "--config", config.toString(), "--example-key", DemoApiKeys.MAIN));
    }

    /** The data that the in-memory demo serves. */
    public static World demoData() throws IOException {
        try (InputStream in = InMemoryStore.class.getResourceAsStream(DEMO_DATA)) {
            return World.parse(
                    new String(Objects.requireNonNull(in, DEMO_DATA).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Patient: the machine may still be busy with the build when the first request comes. */
    private static String configuration(HostPort address, String user, String password) throws IOException {
        Map<String, Object> server = Map.of("IP", address.host(), "Port", address.port());
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "REST",
                        Map.of("EnableExplorer", true, "RequestTimeoutMS", 5000),
                        "MySQL",
                        Map.of(
                                "Servers",
                                List.of(server),
                                "User",
                                user,
                                "Password",
                                password,
                                "ReadTimeoutMS",
                                5000,
                                "QueryTimeoutMS",
                                3000)));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }
}
