package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.rows.Tables.ViewOf;
import dev.featurestore.rondb.testing.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One entry over several groups. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class JoinsTest {
    @Parameter
    private Engine engine;

    private RowsDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
        database.execute(
                "create table rows_test.l_1 (id bigint, v int, primary key (id) using hash)",
                "insert into rows_test.l_1 values (1, 11), (2, null), (4, 14)",
                "create table rows_test.r_1 (r_id bigint, w int, primary key (r_id) using hash)",
                "insert into rows_test.r_1 values (1, 21), (3, 23), (4, null)",
                "create table rows_test.s_1 (s_id bigint, primary key (s_id) using hash)",
                "insert into rows_test.s_1 values (1), (3)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private FeatureView pushable() {
        FeatureView view = new ViewOf()
                .join(Tables.group(1, "l", List.of("id"), "id", "bigint", "v", "int"), "", "int")
                .joinOn(Tables.group(2, "r", List.of("r_id"), "r_id", "bigint", "w", "int"), "r_", List.of("id"))
                .joinOn(Tables.group(3, "s", List.of("s_id"), "s_id", "bigint"), "s_", List.of("id"))
                .view();
        return view;
    }

    private static Row found(Object... numbers) {
        List<Value> values = new ArrayList<>();
        for (Object number : numbers) {
            values.add(number instanceof Integer whole ? new Value.Whole(whole) : Value.NULL);
        }
        return new Row.Found(values);
    }

    private static final Object NULL = "null";

    private List<Row> read(FeatureView view, int left, int middle, int right) {
        return database.read(
                        view,
                        List.of(Tables.entry(
                                Tables.key(view, 0, left), Tables.key(view, 1, middle), Tables.key(view, 2, right))))
                .get(0);
    }

    @Test
    void allRowsComeFromOnePushedJoin() {
        List<Row> rows = read(pushable(), 1, 1, 1);

        assertThat(rows).containsExactly(found(11), found(21), found());
        assertThat(database.store().statements(StatementShape.PUSHED_JOIN)).isEqualTo(1);
        assertThat(database.store().statements(StatementShape.CONSTANT_JOIN)).isZero();
    }

    @Test
    void rowsOfNullsAreThereAndMissingOnesAreNot() {
        FeatureView view = pushable();

        assertThat(read(view, 2, 2, 2)).containsExactly(found(NULL), Row.MISSING, Row.MISSING);
        assertThat(read(view, 4, 4, 4)).containsExactly(found(14), found(NULL), Row.MISSING);
    }

    @Test
    void withoutARowOfTheFirstGroupTheOthersAreReadAllTheSame() {
        List<Row> rows = read(pushable(), 3, 3, 3);

        assertThat(rows).containsExactly(Row.MISSING, found(23), found());
        assertThat(database.store().statements(StatementShape.CONSTANT_JOIN)).isEqualTo(1);
    }

    @Test
    void keysThatDifferAreReadFromConstants() {
        List<Row> rows = read(pushable(), 1, 4, 3);

        assertThat(rows).containsExactly(found(11), found(NULL), found());
        assertThat(database.store().statements(StatementShape.PUSHED_JOIN)).isZero();
    }

    @Test
    void onlyGroupsWithAWholeKeyAreRead() {
        FeatureView view = pushable();
        EntryKeys two = new EntryKeys(
                List.of(Optional.of(Tables.key(view, 0, 1)), Optional.empty(), Optional.of(Tables.key(view, 2, 1))));
        EntryKeys one = new EntryKeys(List.of(Optional.empty(), Optional.of(Tables.key(view, 1, 3)), Optional.empty()));

        List<Row> ofTwo = database.read(view, List.of(two)).get(0);
        List<Row> ofOne = database.read(view, List.of(one)).get(0);

        assertThat(ofTwo).containsExactly(found(11), Row.NOT_READ, found());
        assertThat(ofOne).containsExactly(Row.NOT_READ, found(23), Row.NOT_READ);
        assertThat(database.store().statements(StatementShape.CONSTANT_JOIN)).isEqualTo(1);
        assertThat(database.store().statements(StatementShape.SINGLE_KEY)).isEqualTo(1);
    }

    @Test
    void aKeyThatItsColumnCannotHoldDisturbsNoOtherGroup() throws SQLException {
        database.execute(
                "create table rows_test.t_1 (k varchar(9) character set latin1, v int, primary key (k) using hash)",
                "insert into rows_test.t_1 values ('abc', 1)");
        FeatureView view = new ViewOf()
                .join(Tables.group(1, "l", List.of("id"), "id", "bigint", "v", "int"), "", "int")
                .join(Tables.group(2, "t", List.of("k"), "k", "varchar(9)", "v", "int"), "t_", "int")
                .view();

        List<Row> foreign = database.read(view, List.of(Tables.entry(Tables.key(view, 0, 1), Tables.key(view, 1, "漢"))))
                .get(0);
        List<Row> half = database.read(
                        view, List.of(Tables.entry(Tables.key(view, 0, 1), Tables.key(view, 1, "\ud83d"))))
                .get(0);

        assertThat(foreign).containsExactly(found(11), Row.MISSING);
        assertThat(half).containsExactly(found(11), Row.MISSING);
    }

    @Test
    void bytesThatDoNotDecodeConcernTheirRowOnly() throws SQLException {
        database.execute(
                "create table rows_test.c_1 (id int, e varbinary(100), primary key (id) using hash)",
                "insert into rows_test.c_1 values (1, 0x00), (2, 0xffff), (3, null)");
        FeatureGroup group = Tables.arrays(5, "c");
        FeatureView view = Tables.view(group, "Array<Double>");
        List<EntryKeys> entries = List.of(
                Tables.entry(Tables.key(view, 0, 1)),
                Tables.entry(Tables.key(view, 0, 2)),
                Tables.entry(Tables.key(view, 0, 3)));

        List<Row> rows = database.read(view, entries).stream()
                .map(byLookup -> byLookup.get(0))
                .toList();

        assertThat(rows)
                .containsExactly(
                        new Row.Found(List.of(new Value.Doubles(new double[0]))),
                        new Row.Undecodable("e", "its bytes do not fit the registered schema"),
                        found(NULL));
    }

    @Test
    void aTableThatIsGoneIsAFailureThatTellsNothingOfTheDatabase() throws SQLException {
        FeatureView view = pushable();
        database.execute("drop table rows_test.r_1");

        assertThatThrownBy(() -> read(view, 1, 1, 1))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("Reading the rows of feature view rows_test/view version 1 failed")
                .extracting(failure -> ((StoreFailure) failure).code())
                .isEqualTo(ErrorCode.STORE_READ_FAILED);
    }
}
