package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.NdbEngine;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows are found by keys of every type, alone and together, whatever stands beside them in the primary key. */
@ParameterizedClass(name = "{0}")
@MethodSource("engines")
class KeyTypesTest {
    @AutoClose
    private static MariaDbEngine mariaDb = MariaDbEngine.start("--sql-mode=");

    @Parameter
    private Engine engine;

    private RowsDatabase database;

    /**
     * A type of a key column.
     *
     * @param literals of the rows that there are, in SQL
     * @param keys that find these rows, in order; then those that find none
     */
    private record KeyType(String type, List<String> literals, List<Object> keys) {
        static KeyType of(String type, List<String> literals, Object... keys) {
            return new KeyType(type, literals, List.of(keys));
        }

        @Override
        public String toString() {
            return type;
        }
    }

    static List<Engine> engines() {
        List<Engine> engines = new ArrayList<>();
        engines.add(mariaDb);
        NdbEngine.find().ifPresent(engines::add);
        return engines;
    }

    static Stream<KeyType> types() {
        return Stream.of(
                KeyType.of("tinyint", List.of("-128", "5"), -128, 5, 7),
                KeyType.of("mediumint unsigned", List.of("16777215", "0"), 16777215, 0, 7),
                KeyType.of("int(5) unsigned zerofill", List.of("42", "0"), 42, 0, 7),
                KeyType.of("bigint", List.of("-9223372036854775808", "0"), Long.MIN_VALUE, 0, 7),
                KeyType.of(
                        "bigint unsigned",
                        List.of("18446744073709551615", "9223372036854775808", "9223372036854775807", "0"),
                        new BigInteger("18446744073709551615"),
                        new BigInteger("9223372036854775808"),
                        Long.MAX_VALUE,
                        0,
                        7,
                        new BigInteger("18446744073709551614")),
                KeyType.of("decimal(10,2)", List.of("1.50", "-0.01"), "1.5", "-0.01", 7),
                KeyType.of("decimal(65,30) unsigned", List.of("1.50", "0"), "1.5", 0, 7),
                KeyType.of("float", List.of("0.1", "123456.789"), "0.1", "123456.789", 7),
                KeyType.of("float unsigned", List.of("0.1", "5"), "0.1", 5, 7),
                KeyType.of("double", List.of("0.1", "-2.2250738585072014e-308"), "0.1", "-2.2250738585072014e-308", 7),
                KeyType.of("double unsigned", List.of("0.1", "1e300"), "0.1", "1e300", 7),
                KeyType.of("char(5)", List.of("'ab'", "''"), "ab", "", "no"),
                KeyType.of("varchar(20)", List.of("'ab1'", "'Z z'"), "ab1", "Z z", "no"),
                KeyType.of("varchar(20) character set latin1", List.of("'é€'", "'A'"), "é€", "A", "漢"),
                KeyType.of("enum('x','Y','ü')", List.of("'x'", "'ü'"), "x", "ü", "no"),
                KeyType.of("set('x','Y')", List.of("'x'", "'x,Y'"), "x", "x,Y", "no"),
                KeyType.of("binary(4)", List.of("0x0102", "0x01020304"), "AQI=", "AQIDBA==", "AQ=="),
                KeyType.of("varbinary(10)", List.of("0x0102", "''"), "AQI=", "", "AQ=="),
                KeyType.of("date", List.of("'0001-01-01'", "'9999-12-31'"), "0001-01-01", "9999-12-31", "2022-01-25"),
                KeyType.of("time", List.of("'-838:59:59'", "'00:22:33'"), "-838:59:59", "00:22:33", "00:22:34"),
                KeyType.of(
                        "time(6)",
                        List.of("'-00:00:00.000001'", "'00:22:33'"),
                        "-00:00:00.000001",
                        "00:22:33",
                        "00:00:01"),
                KeyType.of(
                        "datetime",
                        List.of("'2022-03-27 02:30:00'", "'0001-01-01 00:00:00'"),
                        "2022-03-27 02:30:00",
                        "0001-01-01 00:00:00",
                        "2022-01-29 00:00:01"),
                KeyType.of(
                        "datetime(3)",
                        List.of("'2022-01-29 00:00:00.5'", "'2022-03-27 02:30:00'"),
                        "2022-01-29 00:00:00.5",
                        "2022-03-27 02:30:00",
                        "2022-01-29 00:00:01"),
                KeyType.of(
                        "timestamp(6)",
                        List.of("'2022-03-27 02:30:00'", "'2038-01-19 03:14:07.999999'"),
                        "2022-03-27 02:30:00",
                        "2038-01-19 03:14:07.999999",
                        "2022-01-29 00:00:01"),
                KeyType.of("year", List.of("2155", "1970"), 2155, 1970, 1971),
                KeyType.of("bit(10)", List.of("513", "0"), "AgE=", "AAA=", "AAE="),
                KeyType.of(
                        "bit(64)",
                        List.of("18446744073709551615", "1"),
                        "//////////8=",
                        "AAAAAAAAAAE=",
                        "AAAAAAAAAAI="));
    }

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
        database.execute("set sql_mode = ''", "set time_zone = '+00:00'");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("types")
    void keysOfOneColumn(KeyType type) throws SQLException {
        assertFound(type, List.of("k"), "", "", (view, key) -> Tables.key(view, 0, key));
    }

    @ParameterizedTest
    @MethodSource("types")
    void besideANumber(KeyType type) throws SQLException {
        assertFound(type, List.of("p", "k"), "p int not null, ", "1, ", (view, key) -> Tables.key(view, 0, 1, key));
    }

    /** Of a text in another spelling the database is asked which row it names, with all columns of the key. */
    @ParameterizedTest
    @MethodSource("types")
    void besideATextInAnotherSpelling(KeyType type) throws SQLException {
        assertFound(
                type,
                List.of("s", "k"),
                "s varchar(20) character set utf8mb4 collate utf8mb4_general_ci not null, ",
                "'abc', ",
                (view, key) -> Tables.key(view, 0, "ABC", key));
    }

    @Test
    void joinedOnANumberBeyond64BitsSigned() throws SQLException {
        String columns = "(p int not null, k bigint unsigned not null, v int, primary key (p, k) using hash)";
        database.execute(
                "create table rows_test.left_1 " + columns,
                "create table rows_test.right_1 " + columns,
                "insert into rows_test.left_1 values (1, 18446744073709551615, 2)",
                "insert into rows_test.right_1 values (1, 18446744073709551615, 3)");
        String[] types = {"p", "int", "k", "bigint unsigned", "v", "int"};
        FeatureView view = new Tables.ViewOf()
                .join(Tables.group(1, "left", List.of("p", "k"), types), "", "int")
                .joinOn(Tables.group(2, "right", List.of("p", "k"), types), "r_", List.of("p", "k"))
                .view();
        BigInteger key = new BigInteger("18446744073709551615");
        EntryKeys entry = Tables.entry(Tables.key(view, 0, 1, key), Tables.key(view, 1, 1, key));

        assertThat(database.read(view, List.of(entry)).get(0)).hasOnlyElementsOfType(Row.Found.class);
        assertThat(database.read(view, List.of(entry, entry)).get(1)).hasOnlyElementsOfType(Row.Found.class);
    }

    @Test
    void keysThatNobodyCanSendAreNoExamples() throws SQLException {
        database.execute(
                "create table rows_test.days_1 (k date, v int, primary key (k) using hash)",
                "insert into rows_test.days_1 values ('0000-00-00', 1), ('2022-01-24', 2)");
        FeatureView view = Tables.view(Tables.group(1, "days", List.of("k"), "k", "date", "v", "int"), "int");

        assertThat(database.store().some(view, view.lookups().get(0), 5, Deadline.NONE))
                .containsExactly(Tables.key(view, 0, "2022-01-24"));
    }

    @FunctionalInterface
    private interface KeyOf {
        Key of(FeatureView view, Object key);
    }

    /** A table whose rows hold their places, from 0. */
    private FeatureView load(KeyType type, List<String> primaryKey, String moreColumns, String moreLiterals)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < type.literals().size(); i++) {
            rows.add("(" + moreLiterals + type.literals().get(i) + ", " + i + ")");
        }
        database.execute(
                "create table rows_test.keys_1 (" + moreColumns + "k " + type.type() + " not null, v int, primary key ("
                        + String.join(", ", primaryKey) + ") using hash)",
                "insert into rows_test.keys_1 values " + String.join(", ", rows));
        List<String> columns = new ArrayList<>();
        for (String column : primaryKey) {
            columns.add(column);
            columns.add(
                    switch (column) {
                        case "p" -> "int";
                        case "s" -> "varchar(20)";
                        default -> type.type();
                    });
        }
        columns.addAll(List.of("v", "int"));
        return Tables.view(Tables.group(1, "keys", primaryKey, columns.toArray(String[]::new)), "int");
    }

    /** By either protocol: the text protocol is what is left when the server takes no more prepared statements. */
    private void assertFound(
            KeyType type, List<String> primaryKey, String moreColumns, String moreLiterals, KeyOf keyOf)
            throws SQLException {
        if (engine instanceof NdbEngine && type.type().startsWith("bit")) {
            return; // data nodes have no keys of bits
        }
        FeatureView view = load(type, primaryKey, moreColumns, moreLiterals);
        List<EntryKeys> entries = type.keys().stream()
                .map(key -> Tables.entry(keyOf.of(view, key)))
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            expected.add(i < type.literals().size() ? "row " + i : "no row");
        }

        database.executeOnAll("set global max_prepared_stmt_count = 0");
        try {
            assertFound("text", view, entries, expected);
        } finally {
            database.executeOnAll("set global max_prepared_stmt_count = default");
        }
        assertFound("binary", view, entries, expected);
    }

    private void assertFound(String protocol, FeatureView view, List<EntryKeys> entries, List<String> expected) {
        assertThat(database.read(view, entries))
                .as(protocol + ", together")
                .extracting(KeyTypesTest::shown)
                .isEqualTo(expected);
        assertThat(entries)
                .as(protocol + ", alone")
                .extracting(entry -> shown(database.read(view, List.of(entry)).get(0)))
                .isEqualTo(expected);
    }

    private static String shown(List<Row> rows) {
        return rows.get(0) instanceof Row.Found found
                ? "row " + ((Value.Whole) found.values().get(found.values().size() - 1)).value()
                : "no row";
    }
}
