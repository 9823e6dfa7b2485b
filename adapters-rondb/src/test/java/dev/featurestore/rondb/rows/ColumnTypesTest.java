package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.NdbEngine;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column type, with its extremes, on a server whose time zone is neither UTC nor the JVM's. */
@ParameterizedClass(name = "{0}")
@MethodSource("engines")
class ColumnTypesTest {
    private static final TimeZone ZONE = TimeZone.getDefault();

    @AutoClose
    private static MariaDbEngine mariaDb = MariaDbEngine.start("--default-time-zone=+05:30", "--sql-mode=");

    @Parameter
    private Engine engine;

    private RowsDatabase database;

    private record Cell(String type, String literal, Value expected) {}

    private static Cell cell(String type, String literal, Value expected) {
        return new Cell(type, literal, expected);
    }

    private static final List<Cell> CELLS = List.of(
            cell("tinyint", "-128", new Value.Whole(-128)),
            cell("tinyint(1)", "127", new Value.Whole(127)),
            cell("tinyint unsigned", "255", new Value.Whole(255)),
            cell("smallint", "-32768", new Value.Whole(-32768)),
            cell("smallint unsigned", "65535", new Value.Whole(65535)),
            cell("mediumint", "-8388608", new Value.Whole(-8388608)),
            cell("mediumint unsigned", "16777215", new Value.Whole(16777215)),
            cell("int", "-2147483648", new Value.Whole(Integer.MIN_VALUE)),
            cell("int unsigned", "4294967295", new Value.Whole(4294967295L)),
            cell("bigint", "-9223372036854775808", new Value.Whole(Long.MIN_VALUE)),
            cell("bigint unsigned", "9223372036854775807", new Value.Whole(Long.MAX_VALUE)),
            cell("bigint unsigned", "18446744073709551615", exact("18446744073709551615")),
            cell("decimal(10,2)", "1.50", exact("1.50")),
            cell("decimal(10,2) unsigned", "0", exact("0.00")),
            cell("decimal(65,30)", "-0.000000000000000000000000000001", exact("-0.000000000000000000000000000001")),
            cell("float", "0.1", new Value.Float32(0.1f)),
            cell("float", "123456.789", new Value.Float32(123456.79f)),
            cell("float", "3.4028234663852886e38", new Value.Float32(Float.MAX_VALUE)),
            cell("float", "-0.0e0", new Value.Float32(-0.0f)),
            cell("double", "0.1", new Value.Float64(0.1)),
            cell("double", "1.7976931348623157e308", new Value.Float64(Double.MAX_VALUE)),
            cell("double", "-2.2250738585072014e-308", new Value.Float64(-Double.MIN_NORMAL)),
            cell("char(5)", "'ab'", Value.text("ab")),
            cell("varchar(20)", "'a b  '", Value.text("a b  ")),
            cell("varchar(20) character set utf8mb4", "'漢\"😀\\n'", Value.text("漢\"😀\n")),
            cell("varchar(20) character set latin1", "'é€'", Value.text("é€")),
            cell("varchar(20) character set latin1", "convert(0x41818dc3 using latin1)", Value.text("A\u0081\u008dÃ")),
            cell("varchar(20) character set koi8u", "'Київ'", Value.text("Київ")),
            cell("varchar(20) character set utf8mb3", "'漢'", Value.text("漢")),
            cell("varchar(20) character set ucs2", "'漢'", Value.text("漢")),
            cell("text character set latin1", "'ü'", Value.text("ü")),
            cell("longtext", "'ü😀'", Value.text("ü😀")),
            cell("enum('x','ü')", "'ü'", Value.text("ü")),
            cell("binary(4)", "0x0102", bytes(1, 2, 0, 0)),
            cell("varbinary(10)", "0x00ff", bytes(0, 255)),
            cell("blob", "0xfe", bytes(254)),
            cell("date", "'0001-01-01'", Value.text("0001-01-01")),
            cell("date", "'9999-12-31'", Value.text("9999-12-31")),
            cell("date", "'1582-10-10'", Value.text("1582-10-10")),
            cell("time", "'-838:59:59'", Value.text("-838:59:59")),
            cell("time", "'25:00:00'", Value.text("25:00:00")),
            cell("time(3)", "'11:22:33'", Value.text("11:22:33.000")),
            cell("time(6)", "'-00:00:00.000001'", Value.text("-00:00:00.000001")),
            cell("datetime", "'2022-01-29 00:00:00'", Value.text("2022-01-29 00:00:00")),
            cell("datetime", "'2022-03-27 02:30:00'", Value.text("2022-03-27 02:30:00")),
            cell("datetime(3)", "'2022-01-29 12:34:56.12'", Value.text("2022-01-29 12:34:56.120")),
            cell("datetime(6)", "'9999-12-31 23:59:59.999999'", Value.text("9999-12-31 23:59:59.999999")),
            cell("timestamp", "'2022-01-29 00:00:00'", Value.text("2022-01-29 00:00:00")),
            cell("timestamp", "'2022-03-27 02:30:00'", Value.text("2022-03-27 02:30:00")),
            cell("timestamp", "'2022-03-13 02:30:00'", Value.text("2022-03-13 02:30:00")),
            cell("timestamp(3)", "'1970-01-01 00:00:01'", Value.text("1970-01-01 00:00:01.000")),
            cell("timestamp(6)", "'2038-01-19 03:14:07.999999'", Value.text("2038-01-19 03:14:07.999999")),
            cell("year", "2155", new Value.Whole(2155)),
            cell("year", "0", new Value.Whole(0)),
            cell("bit(1)", "1", bytes(1)),
            cell("bit(10)", "513", bytes(2, 1)),
            cell("bit(64)", "18446744073709551615", bytes(255, 255, 255, 255, 255, 255, 255, 255)));

    private static final List<Cell> JSON = List.of(
            cell("json", "'{\"a\": [1, 2.5]}'", new Value.Verbatim(JsonType.OBJECT, "{\"a\": [1, 2.5]}")),
            cell("json", "'[1]'", new Value.Verbatim(JsonType.ARRAY, "[1]")),
            cell("json", "'\"x\"'", new Value.Verbatim(JsonType.STRING, "\"x\"")),
            cell("json", "'-1'", new Value.Verbatim(JsonType.NUMBER, "-1")),
            cell("json", "'false'", new Value.Verbatim(JsonType.BOOLEAN, "false")),
            cell("json", "'null'", Value.NULL));

    /** MariaDB has no JSON columns: what is declared as one is a longtext, and it says so. */
    private List<Cell> cells() {
        return engine instanceof MariaDbEngine
                ? CELLS
                : Stream.concat(CELLS.stream(), JSON.stream()).toList();
    }

    private static Value exact(String digits) {
        return new Value.Exact(new BigDecimal(digits));
    }

    private static Value bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return new Value.Bytes(bytes);
    }

    static List<Engine> engines() {
        List<Engine> engines = new ArrayList<>();
        engines.add(mariaDb);
        NdbEngine.find().ifPresent(engines::add);
        return engines;
    }

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
        database.execute("set sql_mode = ''");
    }

    @AfterEach
    void tidyUp() throws SQLException {
        TimeZone.setDefault(ZONE);
        database.close();
    }

    /** A table with a column for each cell, named by its place, and two rows: the values, and nulls. */
    private FeatureView load() throws SQLException {
        List<String> columns = new ArrayList<>(List.of("id", "int"));
        List<String> definitions = new ArrayList<>(List.of("id int"));
        for (int i = 0; i < cells().size(); i++) {
            String name = String.format("c%02d", i);
            columns.addAll(List.of(name, cells().get(i).type()));
            definitions.add(name + " " + cells().get(i).type() + " null");
        }
        String values = cells().stream().map(Cell::literal).collect(Collectors.joining(", "));
        database.execute(
                "create table rows_test.types_1 (" + String.join(", ", definitions) + ", primary key (id) using hash)",
                "insert into rows_test.types_1 values (1, " + values + ")",
                "insert into rows_test.types_1 (id) values (2)");
        FeatureView view =
                Tables.view(Tables.group(1, "types", List.of("id"), columns.toArray(new String[0])), "whatever it is");
        return view;
    }

    private List<Value> read(FeatureView view, int... ids) {
        List<EntryKeys> entries = new ArrayList<>();
        for (int id : ids) {
            entries.add(Tables.entry(Tables.key(view, 0, id)));
        }
        Row row = database.read(view, entries).get(0).get(0);
        assertThat(row).isInstanceOf(Row.Found.class);
        return ((Row.Found) row).values();
    }

    @Test
    void jsonIsTheJsonValue() throws SQLException, ComplexFeatures.Undecodable {
        ColumnReader reader = ColumnReaders.of(ColumnType.parse("json"));
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            for (Cell json : JSON) {
                try (ResultSet row = statement.executeQuery("SELECT " + json.literal())) {
                    ResultRow cells = ResultRow.of(row);
                    cells.next();
                    Values.Builder value = new Values.Builder(1);
                    reader.read(cells, 1, value, 0);
                    assertThat(value.build()).containsExactly(json.expected());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Europe/Stockholm", "Asia/Kathmandu"})
    void valuesOfAllTypesAreExactWhateverTheTimeZone(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        FeatureView view = load();

        List<Value> alone = read(view, 1);
        List<Value> inBatch = read(view, 1, 2);

        assertThat(alone).isEqualTo(cells().stream().map(Cell::expected).toList());
        assertThat(inBatch).isEqualTo(alone);
    }

    @Test
    void nullsOfAllTypesAreNull() throws SQLException {
        FeatureView view = load();

        List<Value> values = read(view, 2);

        assertThat(values).hasSize(cells().size()).containsOnly(Value.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{d '2024-01-31'}", "{fn now()}", "a {b} c", "{", "it's", "?", ":a", "-- a", "/* a", "\\"})
    void columnsAreReadWhateverTheirNames(String name) throws SQLException {
        database.execute(
                "create table rows_test.names_1 (`k " + name + "` int, `" + name + "` int, primary key (`k " + name
                        + "`) using hash)",
                "insert into rows_test.names_1 values (1, 7)");
        FeatureView view = Tables.view(
                Tables.group(1, "names", List.of("k " + name), "k " + name, "int", name, "int"), "whatever it is");

        assertThat(read(view, 1)).containsExactly(new Value.Whole(7));
        assertThat(read(view, 1, 2)).containsExactly(new Value.Whole(7));
        database.store().verifyKeys(view, Deadline.NONE);
    }

    @Test
    void typesThatHaveBeenTakenBackAreReadAsTheyAreAgain() throws SQLException {
        database.execute(
                "create table rows_test.back_1 (id int unsigned, n int unsigned, primary key (id) using hash)",
                "insert into rows_test.back_1 values (1, 5)");
        FeatureView view = Tables.view(Tables.group(1, "back", List.of("id"), "id", "int", "n", "int"), "whatever");
        for (int connection = 0; connection < 3; connection++) {
            assertThatThrownBy(() -> read(view, 1)).isInstanceOf(OutdatedFeatureView.class);
            assertThatThrownBy(() -> read(view, 1, -1)).isInstanceOf(OutdatedFeatureView.class);
        }

        database.execute(
                "alter table rows_test.back_1 modify id int, modify n int",
                "insert into rows_test.back_1 values (-1, -5)");

        for (int connection = 0; connection < 3; connection++) {
            assertThat(read(view, -1)).containsExactly(new Value.Whole(-5));
            assertThat(read(view, -1, 1)).containsExactly(new Value.Whole(-5));
        }
    }

    @Test
    void daysThatAreNoneAreShownAsTheyAre() throws SQLException {
        database.execute(
                "create table rows_test.zero_1 (id int, a date, b date, c datetime, d timestamp, e datetime(6),"
                        + " f timestamp(3), g datetime(3), h datetime(1), primary key (id) using hash)",
                "insert into rows_test.zero_1 values (1, '0000-00-00', '2022-00-00', '0000-00-00 00:00:00', 0, 0, 0,"
                        + " '2022-00-01 10:11:12.5', '2022-00-01 10:11:12')");
        FeatureView view = Tables.view(
                Tables.group(
                        1,
                        "zero",
                        List.of("id"),
                        "id",
                        "int",
                        "a",
                        "date",
                        "b",
                        "date",
                        "c",
                        "datetime",
                        "d",
                        "timestamp",
                        "e",
                        "datetime(6)",
                        "f",
                        "timestamp(3)",
                        "g",
                        "datetime(3)",
                        "h",
                        "datetime(1)"),
                "date");

        List<Value> values = read(view, 1);

        assertThat(values)
                .containsExactly(
                        Value.text("0000-00-00"),
                        Value.text("2022-00-00"),
                        Value.text("0000-00-00 00:00:00"),
                        Value.text("0000-00-00 00:00:00"),
                        Value.text("0000-00-00 00:00:00.000000"),
                        Value.text("0000-00-00 00:00:00.000"),
                        Value.text("2022-00-01 10:11:12.500"),
                        Value.text("2022-00-01 10:11:12.0"));
    }

    @Test
    void floatsKeepTheirDigitsWhenTheServerHasNoRoomForAPreparedStatement() throws SQLException {
        database.execute(
                "create table rows_test.floats_1 (id int, f float, primary key (id) using hash)",
                "insert into rows_test.floats_1 values (1, 123456.789)");
        FeatureView view = Tables.view(Tables.group(1, "floats", List.of("id"), "id", "int", "f", "float"), "float");

        List<Value> values;
        database.executeOnAll("set global max_prepared_stmt_count = 0");
        try {
            values = read(view, 1);
        } finally {
            database.executeOnAll("set global max_prepared_stmt_count = 100000");
        }

        assertThat(values).containsExactly(new Value.Float32(123456.79f));
    }

    /** The driver's binary form of such times with a fraction is out of range to MySQL. */
    @Test
    void timesInTheLastHourFindTheirRows() throws SQLException {
        database.execute(
                "create table rows_test.ends_1 (k time(3), v int, primary key (k) using hash)",
                "insert into rows_test.ends_1 values ('838:59:58.999', 1), ('-838:00:00.001', 2), ('837:59:59.9', 3)");
        FeatureView view = Tables.view(Tables.group(1, "ends", List.of("k"), "k", "time(3)", "v", "int"), "int");
        List<EntryKeys> entries = Stream.of("838:59:58.999", "-838:00:00.001", "837:59:59.9", "838:00:00.5")
                .map(key -> Tables.entry(Tables.key(view, 0, key)))
                .toList();

        List<List<Row>> together = database.read(view, entries);
        List<List<Row>> alone = entries.stream()
                .map(entry -> database.read(view, List.of(entry)).get(0))
                .toList();

        assertThat(together).isEqualTo(alone);
        assertThat(together.subList(0, 3))
                .extracting(ColumnTypesTest::found)
                .containsExactly(List.of(new Value.Whole(1)), List.of(new Value.Whole(2)), List.of(new Value.Whole(3)));
        assertThat(together.get(3)).containsExactly(Row.MISSING);
    }

    @Test
    void keysFindTheirRowsWhenTheServerHasNoRoomForAPreparedStatement() throws SQLException {
        database.execute(
                "create table rows_test.spans_1 (k time(3), v int, primary key (k) using hash)",
                "insert into rows_test.spans_1 values ('00:22:33', 1), ('22:33:00', 2), ('-00:00:33', 3), ('11:00:33.5', 4)");
        FeatureView view = Tables.view(Tables.group(1, "spans", List.of("k"), "k", "time(3)", "v", "int"), "int");
        List<String> keys = List.of("00:22:33", "22:33:00", "-00:00:33", "11:00:33.5");

        List<List<Value>> values = new ArrayList<>();
        database.executeOnAll("set global max_prepared_stmt_count = 0");
        try {
            List<EntryKeys> entries = keys.stream()
                    .map(key -> Tables.entry(Tables.key(view, 0, key)))
                    .toList();
            for (EntryKeys entry : entries) {
                values.add(found(database.read(view, List.of(entry)).get(0)));
            }
            database.read(view, entries).forEach(rows -> values.add(found(rows)));
        } finally {
            database.executeOnAll("set global max_prepared_stmt_count = 100000");
        }

        List<List<Value>> all = Stream.of(1, 2, 3, 4)
                .map(v -> List.<Value>of(new Value.Whole(v)))
                .toList();
        assertThat(values).isEqualTo(Stream.concat(all.stream(), all.stream()).toList());
    }

    private static List<Value> found(List<Row> rows) {
        assertThat(rows.get(0)).isInstanceOf(Row.Found.class);
        return ((Row.Found) rows.get(0)).values();
    }

    @Test
    void aColumnThatBecomesUnsignedIsReadRightly() throws SQLException {
        database.execute(
                "create table rows_test.grown_1 (id int, n int, primary key (id) using hash)",
                "insert into rows_test.grown_1 values (1, 5)");
        FeatureView before = Tables.view(Tables.group(1, "grown", List.of("id"), "id", "int", "n", "int"), "int");
        read(before, 1);
        database.execute(
                "alter table rows_test.grown_1 modify n int unsigned", "update rows_test.grown_1 set n = 4294967295");
        FeatureView after =
                Tables.view(Tables.group(1, "grown", List.of("id"), "id", "int", "n", "int unsigned"), "bigint");

        List<Value> values = read(after, 1);

        assertThat(values).containsExactly(new Value.Whole(4294967295L));
    }
}
