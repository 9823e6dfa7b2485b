package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.rows.Tables.ViewOf;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.NdbEngine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement finds its rows by the primary key, whatever the key's type: never by looking at all of them. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class AccessPathTest {
    @Parameter
    private Engine engine;

    private RowsDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("tinyint", "cast(seq as signed) - 100", List.of(5, 6)),
                Arguments.of("int unsigned", "seq", List.of(5, 6)),
                Arguments.of("bigint", "seq", List.of(5, 6)),
                Arguments.of("bigint unsigned", "18446744073709551615 - seq", List.of("18446744073709551600", 7)),
                Arguments.of("decimal(10,2)", "seq", List.of("5.00", "6.5")),
                Arguments.of("float", "seq / 10", List.of("0.1", "0.2")),
                Arguments.of("double", "seq / 10", List.of("0.1", "0.2")),
                Arguments.of("char(20)", "seq", List.of("5", "6")),
                Arguments.of("varchar(20) character set latin1", "seq", List.of("5", "é")),
                Arguments.of("varchar(20) character set latin1 collate latin1_general_cs", "seq", List.of("5", "é")),
                Arguments.of("varchar(20) character set utf8mb3", "seq", List.of("5", "漢")),
                Arguments.of("varchar(20) character set utf8mb4 collate utf8mb4_bin", "seq", List.of("5", "😀")),
                Arguments.of("binary(8)", "seq", List.of("NQ==", "Ng==")),
                Arguments.of("varbinary(8)", "seq", List.of("NQ==", "Ng==")),
                Arguments.of("date", "'2022-01-01' + interval seq day", List.of("2022-01-05", "2022-01-06")),
                Arguments.of(
                        "datetime(3)",
                        "'2022-01-01' + interval seq hour",
                        List.of("2022-01-01 05:00:00", "2022-01-01 05:00:00.123")),
                Arguments.of(
                        "timestamp",
                        "'2022-01-01' + interval seq hour",
                        List.of("2022-01-01 05:00:00", "2022-01-01 06:00:00")),
                Arguments.of("time(3)", "sec_to_time(cast(seq as signed) - 100)", List.of("-00:00:05", "00:00:05.5")),
                Arguments.of("year", "1901 + seq", List.of(2022, 2021)),
                Arguments.of("bit(10)", "seq", List.of("AAU=", "AAY=")));
    }

    private FeatureView fill(String type, String value) throws SQLException {
        database.execute(
                "create table rows_test.one_1 (k " + type + ", v int, primary key (k) using hash)",
                "insert into rows_test.one_1 select " + value + ", seq from " + RowsDatabase.numbers(200),
                "create table rows_test.two_1 (k " + type + ", n int, v int, primary key (k, n) using hash)",
                "insert into rows_test.two_1 select " + value + ", seq % 3, seq from " + RowsDatabase.numbers(200),
                "analyze table rows_test.one_1, rows_test.two_1");
        return new ViewOf()
                .join(Tables.group(1, "one", List.of("k"), "k", type, "v", "int"), "", "int")
                .join(Tables.group(2, "two", List.of("k", "n"), "k", type, "n", "int", "v", "int"), "t_", "int")
                .view();
    }

    /** The ways in which a statement reaches each table: {@code const PRIMARY}, {@code range PRIMARY}. */
    private List<String> paths(String sql, Session.Binding binding) {
        return database.cluster().read(ErrorCode.STORE_READ_FAILED, "explaining", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + sql)) {
                binding.bind(statement);
                List<String> paths = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String table = rows.getString("table");
                        String extra = rows.getString("Extra");
                        if (table == null && extra.startsWith("Impossible")) {
                            paths.add("no such key");
                        } else if (table != null && !table.startsWith("<")) {
                            paths.add(rows.getString("type") + " " + rows.getString("key"));
                        }
                    }
                }
                return paths;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theWholePrimaryKeyIsUsed(String type, String value, List<Object> sent) throws SQLException {
        if (engine instanceof NdbEngine && type.startsWith("bit")) {
            assertThatThrownBy(() -> fill(type, value))
                    .as("NDB has no such keys")
                    .isInstanceOf(SQLException.class);
            return;
        }
        FeatureView view = fill(type, value);
        ViewReader reader = new ViewReader(view, JoinShape.AUTO);
        LookupTable one = reader.groups().get(0).table();
        LookupTable two = reader.groups().get(1).table();
        List<Key> ones = new ArrayList<>();
        List<Key> twos = new ArrayList<>();
        for (Object key : sent) {
            ones.add(Tables.key(view, 0, key));
            twos.add(Tables.key(view, 1, key, 1));
        }
        List<String> paths = new ArrayList<>();

        paths.addAll(
                paths(reader.groups().get(0).byKey().select().sql(), statement -> one.bind(statement, 1, ones.get(0))));
        paths.addAll(
                paths(reader.groups().get(1).byKey().select().sql(), statement -> two.bind(statement, 1, twos.get(0))));
        paths.addAll(paths(
                reader.oneEntry().join(reader.groups()).select().sql(),
                statement -> two.bind(statement, one.bind(statement, 1, ones.get(0)), twos.get(0))));
        paths.addAll(paths(
                reader.groups().get(0).byKeys().select(2).sql(),
                statement -> KeyListQuery.bind(statement, 1, ones, 2, one)));
        paths.addAll(paths(
                reader.groups().get(1).byKeys().select(2).sql(),
                statement -> KeyListQuery.bind(statement, 1, twos, 2, two)));
        paths.addAll(paths(
                new CollationMatcher(one).select(2).sql(), statement -> KeyListQuery.bind(statement, 1, ones, 2, one)));

        assertThat(paths).hasSize(8).allMatch(path -> path.equals("no such key") || path.endsWith(" PRIMARY"));
        assertThat(paths).allMatch(path -> path.matches("no such key|(const|eq_ref|range) PRIMARY"));
    }

    @Test
    void aPushedJoinGoesByPrimaryKeys() throws SQLException {
        database.execute(
                "create table rows_test.l_1 (id bigint, v int, primary key (id) using hash)",
                "insert into rows_test.l_1 select seq, seq from " + RowsDatabase.numbers(200),
                "create table rows_test.r_1 (r_id bigint, w int, primary key (r_id) using hash)",
                "insert into rows_test.r_1 select seq, seq from " + RowsDatabase.numbers(200));
        FeatureView view = new ViewOf()
                .join(Tables.group(1, "l", List.of("id"), "id", "bigint", "v", "int"), "", "int")
                .joinOn(Tables.group(2, "r", List.of("r_id"), "r_id", "bigint", "w", "int"), "r_", List.of("id"))
                .view();
        String sql = new ViewReader(view, JoinShape.AUTO)
                .oneEntry()
                .pushedSelect()
                .orElseThrow()
                .sql();

        List<String> same = paths(sql, statement -> {
            statement.setLong(1, 5);
            statement.setLong(2, 5);
        });
        List<String> different = paths(sql, statement -> {
            statement.setLong(1, 5);
            statement.setLong(2, 6);
        });

        List<String> byKeys = List.of("range PRIMARY", "eq_ref PRIMARY");
        // Elsewhere the optimizer sees that both values are the same, and reads the rows itself.
        assertThat(same).isEqualTo(engine instanceof NdbEngine ? byKeys : List.of("const PRIMARY", "const PRIMARY"));
        assertThat(different).isEqualTo(byKeys);
    }

    @Test
    void statementsArePreparedOnceForEachConnection() throws SQLException {
        FeatureView view = fill("bigint", "seq");
        database.read(view, List.of(Tables.entry(Tables.key(view, 0, 1), Tables.key(view, 1, 1, 1))));
        long prepared = database.status("Com_stmt_prepare");
        long executed = database.status("Com_stmt_execute");

        for (int i = 0; i < 100; i++) {
            database.read(view, List.of(Tables.entry(Tables.key(view, 0, i), Tables.key(view, 1, i, 1))));
        }

        assertThat(database.status("Com_stmt_execute") - executed).isEqualTo(100);
        assertThat(database.status("Com_stmt_prepare") - prepared).isLessThanOrEqualTo(3);
    }
}
