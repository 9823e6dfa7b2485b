package dev.featurestore.rondb.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A MySQL server or RonDB cluster that is there anyway, named by the environment: {@value #URL}, and its account in the
 * URL or in {@code FEATURE_STORE_TEST_USER} and {@code FEATURE_STORE_TEST_PASSWORD}. Tests make databases in it and
 * drop them; they refuse to touch one that they did not make.
 */
public final class ExternalEngine implements Engine {
    static final String URL = "FEATURE_STORE_TEST_JDBC_URL";
    private static final String MARKER = "made_by_feature_store_tests";
    private static final int DEFAULT_PORT = 3306;

    private final String url;
    private final String user;
    private final String password;

    private ExternalEngine(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** The one that the environment names, if it does. */
    public static Optional<ExternalEngine> find() {
        return from(System.getenv());
    }

    static Optional<ExternalEngine> from(Map<String, String> environment) {
        String given = environment.getOrDefault(URL, "").strip();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!given.startsWith("jdbc:mysql://")) {
            throw new IllegalArgumentException(URL + " must start with jdbc:mysql://");
        }
        int question = given.indexOf('?');
        String user = environment.getOrDefault("FEATURE_STORE_TEST_USER", "root");
        String password = environment.getOrDefault("FEATURE_STORE_TEST_PASSWORD", "");
        List<String> options = new ArrayList<>();
        for (String option : question < 0
                ? List.<String>of()
                : List.of(given.substring(question + 1).split("&", -1))) {
            if (option.startsWith("user=")) {
                user = decoded(option);
            } else if (option.startsWith("password=")) {
                password = decoded(option);
            } else if (!option.isEmpty()) {
                options.add(option);
            }
        }
        String address = question < 0 ? given : given.substring(0, question);
        int slash = address.indexOf('/', "jdbc:mysql://".length());
        String url = (slash < 0 ? address : address.substring(0, slash)) + "/"
                + (options.isEmpty() ? "" : "?" + String.join("&", options));
        return Optional.of(new ExternalEngine(url, user, password));
    }

    private static String decoded(String option) {
        return URLDecoder.decode(option.substring(option.indexOf('=') + 1), StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "external database";
    }

    @Override
    public String jdbcUrl() {
        return url;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public List<HostPort> servers() {
        String hosts = url.substring("jdbc:mysql://".length(), url.indexOf('/', "jdbc:mysql://".length()));
        List<HostPort> servers = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            servers.add(
                    colon < 0
                            ? new HostPort(host, DEFAULT_PORT)
                            : new HostPort(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
        }
        return servers;
    }

    @Override
    public Connection connect() throws SQLException {
        return MySql.connect(this);
    }

    @Override
    public void createDatabase(Connection connection, String name) throws SQLException {
        dropDatabase(connection, name);
        MySql.createDatabase(connection, name);
        MySql.execute(connection, "CREATE TABLE " + Sql.table(name, MARKER) + " (`id` int PRIMARY KEY)");
    }

    @Override
    public void dropDatabase(Connection connection, String name) throws SQLException {
        if (!has(connection, "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", name)) {
            return;
        }
        if (!has(
                connection,
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = '" + MARKER + "'",
                name)) {
            throw new IllegalStateException("database " + name + " of the external server was not made by tests");
        }
        MySql.dropDatabase(connection, name);
    }

    private static boolean has(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public void close() {
        // Not ours to stop.
    }

    @Override
    public String toString() {
        return name();
    }
}
