package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the metadata database of a generation of Hopsworks, empty. */
public final class HopsworksSchema {
    /** The metadata database's name. */
    public static final String DATABASE = "hopsworks";

    private static final String TEXT = read("hopsworks.sql");
    private static final Pattern TAGGED = Pattern.compile("(.*?)\\s*-- ((?:\\S+ ?)*)");

    private HopsworksSchema() {}

    /** Makes {@link #DATABASE} with the tables of that generation; an older one goes. */
    public static void create(Engine engine, Generation generation) throws SQLException {
        try (Connection connection = engine.connect()) {
            create(engine, connection, generation);
        }
    }

    static void create(Engine engine, Connection connection, Generation generation) throws SQLException {
        engine.createDatabase(connection, DATABASE);
        String options = engine.speaksMySql() ? " DEFAULT CHARSET=latin1 COLLATE=latin1_general_cs" : "";
        try (Statement statement = connection.createStatement()) {
            for (String table : statements(generation)) {
                statement.execute(
                        table.replaceFirst("CREATE TABLE ", "CREATE TABLE " + Sql.quote(DATABASE) + ".") + options);
            }
        }
    }

    /** The statements for a generation, without a database's name and without table options. */
    static List<String> statements(Generation generation) {
        List<String> statements = new ArrayList<>();
        for (String statement : TEXT.split(";\n", -1)) {
            List<String> lines = statement
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
            if (!lines.isEmpty() && line(lines.get(0), generation).isPresent()) {
                statements.add(lines.stream()
                        .flatMap(line -> line(line, generation).stream())
                        .collect(Collectors.joining("\n")));
            }
        }
        return statements;
    }

    private static Optional<String> line(String line, Generation generation) {
        Matcher tagged = TAGGED.matcher(line);
        if (!tagged.matches()) {
            return Optional.of(line);
        }
        return List.of(tagged.group(2).split(" ", -1)).contains(generation.tag())
                ? Optional.of(tagged.group(1))
                : Optional.empty();
    }

    private static String read(String name) {
        try (InputStream in = HopsworksSchema.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
