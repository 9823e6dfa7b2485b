package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How rows find their entries: as one look-up for each entry would have it, by the database's own idea of equality. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class MatchingTest {
    @Parameter
    private Engine engine;

    private static final String HALF = "\ud83d";

    private RowsDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new RowsDatabase(engine, JoinShape.AUTO);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private FeatureView words(String type, String... words) throws SQLException {
        database.execute("create table rows_test.words_1 (k " + type + ", v varchar(40), primary key (k) using hash)");
        for (String word : words) {
            database.execute("insert into rows_test.words_1 values ('" + word + "', 'row of " + word + "')");
        }
        FeatureView view = Tables.view(Tables.group(1, "words", List.of("k"), "k", type, "v", "varchar(40)"), "string");
        return view;
    }

    private List<String> together(FeatureView view, String... keys) {
        List<EntryKeys> entries = new ArrayList<>();
        for (String key : keys) {
            entries.add(Tables.entry(Tables.key(view, 0, key)));
        }
        return database.read(view, entries).stream().map(MatchingTest::shown).toList();
    }

    private List<String> alone(FeatureView view, String... keys) {
        List<String> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(shown(database.read(view, List.of(Tables.entry(Tables.key(view, 0, key))))
                    .get(0)));
        }
        return rows;
    }

    private static String shown(List<Row> rows) {
        Row row = rows.get(0);
        return row instanceof Row.Found found
                ? ((Value.Text) found.values().get(0)).characters()
                : row.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
        "utf8mb4, utf8mb4_general_ci, utf8mb4_general_ci",
        "utf8mb4, utf8mb4_unicode_ci, utf8mb4_unicode_ci",
        "utf8mb4, utf8mb4_bin, utf8mb4_bin",
        "utf8mb4, utf8mb4_nopad_bin, utf8mb4_0900_bin",
        "utf8mb4, utf8mb4_uca1400_ai_ci, utf8mb4_0900_ai_ci",
        "utf8mb4, utf8mb4_lithuanian_ci, utf8mb4_lithuanian_ci",
        "utf8mb4, utf8mb4_german2_ci, utf8mb4_german2_ci",
        "utf8mb3, utf8mb3_general_ci, utf8mb3_general_ci",
        "latin1, latin1_swedish_ci, latin1_swedish_ci",
        "latin1, latin1_general_cs, latin1_general_cs",
        "latin1, latin1_german2_ci, latin1_german2_ci",
        "latin1, latin1_bin, latin1_bin"
    })
    void aBatchAnswersWhatEachEntryAloneWouldGet(String charset, String onMariaDb, String onMySql) throws SQLException {
        String name = engine instanceof MariaDbEngine ? onMariaDb : onMySql;
        FeatureView view = words(
                "varchar(40) character set " + charset + " collate " + name,
                "abc",
                "strasse",
                "éa",
                "id 7",
                "x9y",
                "17",
                "w-w");
        String[] keys = {
            "abc", "ABC", "abc ", "abc", "Äbc", "straße", "STRASSE", "ea", "EA", "Éa", "id7", "ID 7", "i9y", "x9i",
            "x9Y", "17", "１７", "18", "vv", "v-v", "漢", "😀", "", " ", "abc\t", "abc\0", HALF, "a?"
        };

        List<String> together = together(view, keys);

        assertThat(together).isEqualTo(alone(view, keys));
        assertThat(together.get(0)).isEqualTo("row of abc");
        assertThat(together.get(3)).isEqualTo("row of abc");
    }

    /** Java has no character for these bytes of latin1; the database has. */
    @Test
    void keysOfCharactersThatJavaDoesNotKnowAreToldApart() throws SQLException {
        FeatureView view = words("varchar(9) character set latin1", "A");
        database.execute(
                "insert into rows_test.words_1 values (convert(0x418d using latin1), 'one'), (convert(0x4181 using latin1), 'other')");

        assertThat(together(view, "A\u008d", "A\u0081", "A")).containsExactly("one", "other", "row of A");
    }

    @Test
    void anotherSpellingFindsTheRowUnderACaseInsensitiveCollation() throws SQLException {
        FeatureView view = words("varchar(40) character set utf8mb4 collate utf8mb4_general_ci", "abc", "def");

        List<String> rows = together(view, "ABC", "abc", "Abc ", "DEF", "ghi");

        assertThat(rows).containsExactly("row of abc", "row of abc", "row of abc", "row of def", "Missing");
    }

    @Test
    void digitsOfOtherScriptsFindTheRowWhereTheCollationHasItSo() throws SQLException {
        FeatureView view = words("varchar(40) character set utf8mb4 collate utf8mb4_unicode_ci", "４２");

        List<String> rows = together(view, "４２", "42", "43");

        assertThat(rows).containsExactly("row of ４２", "row of ４２", "Missing");
    }

    @Test
    void missingKeysWithOtherDigitsCostNoSecondStatement() throws SQLException {
        FeatureView view = words("varchar(40) character set utf8mb4 collate utf8mb4_general_ci", "user-1", "user-2");
        String[] keys = IntStream.range(1, 101).mapToObj(i -> "user-" + i).toArray(String[]::new);

        List<String> rows = together(view, keys);

        assertThat(rows).startsWith("row of user-1", "row of user-2", "Missing");
        assertThat(database.store().statements(StatementShape.KEY_LIST)).isEqualTo(1);
        assertThat(database.store().statements(StatementShape.COLLATION)).isZero();
    }

    @Test
    void keysInOtherSpellingsCostOneStatementMore() throws SQLException {
        FeatureView view = words("varchar(40) character set utf8mb4 collate utf8mb4_general_ci", "abc", "def");

        together(view, "abc", "ABC", "Abc", "aBC", "def", "DEF");

        assertThat(database.store().statements(StatementShape.KEY_LIST)).isEqualTo(1);
        assertThat(database.store().statements(StatementShape.COLLATION)).isEqualTo(1);
        assertThat(database.store().statements(StatementShape.SINGLE_KEY)).isZero();
    }

    @Test
    void partsOfCompositeKeysAreMatchedTogether() throws SQLException {
        database.execute(
                "create table rows_test.pairs_1 (a varchar(20) collate utf8mb4_general_ci, n int, v varchar(20),"
                        + " primary key (a, n) using hash)",
                "insert into rows_test.pairs_1 values ('abc', 1, 'one'), ('ABD', 2, 'two'), ('abc', 3, 'three')");
        FeatureView view = Tables.view(
                Tables.group(1, "pairs", List.of("a", "n"), "a", "varchar(20)", "n", "int", "v", "varchar(20)"),
                "string");

        List<String> rows = database
                .read(
                        view,
                        List.of(
                                Tables.entry(Tables.key(view, 0, "ABC", 1)),
                                Tables.entry(Tables.key(view, 0, "abc", 2)),
                                Tables.entry(Tables.key(view, 0, "abd", 2)),
                                Tables.entry(Tables.key(view, 0, "abc", 3)),
                                Tables.entry(Tables.key(view, 0, "ABC", 3)),
                                Tables.entry(Tables.key(view, 0, "ABC", 4))))
                .stream()
                .map(MatchingTest::shown)
                .toList();

        assertThat(rows).containsExactly("one", "Missing", "two", "three", "three", "Missing");
    }

    @Test
    void aKeyThatTheColumnCannotHoldDisturbsNoOther() throws SQLException {
        FeatureView view = words("varchar(40) character set latin1", "abc", "a?");

        List<String> rows = together(view, "abc", "😀", "漢", "a?", "a" + HALF, "ABC");

        assertThat(rows).containsExactly("row of abc", "Missing", "Missing", "row of a?", "Missing", "row of abc");
    }

    /**
     * A statement of all of them would be longer than a server takes, and than memory allows if it were filled up with
     * them.
     */
    @Test
    void keysLongerThanAnyColumnDisturbNoOther() throws SQLException {
        FeatureView view = words("varchar(40) character set utf8mb4", "abc");
        String[] keys = new String[600];
        Arrays.setAll(keys, i -> "漢".repeat(16_000) + i);
        keys[0] = "abc";
        keys[599] = "x".repeat(3_000_000);

        List<String> rows = together(view, keys);

        assertThat(rows.get(0)).isEqualTo("row of abc");
        assertThat(rows.subList(1, 600)).containsOnly("Missing");
        assertThat(alone(view, keys[599], keys[598])).containsOnly("Missing");
    }

    @Test
    void aShortBinaryKeyIsFilledUpAsItsColumnIs() throws SQLException {
        database.execute(
                "create table rows_test.fixed_1 (k binary(4), v varchar(20), primary key (k) using hash)",
                "insert into rows_test.fixed_1 values (0x0102, 'short'), (0x01020304, 'long')");
        FeatureView view =
                Tables.view(Tables.group(1, "fixed", List.of("k"), "k", "binary(4)", "v", "varchar(20)"), "string");

        List<String> rows = together(view, "AQI=", "AQIAAA==", "AQIDBA==", "AQ==");

        assertThat(rows).containsExactly("short", "short", "long", "Missing");
        assertThat(alone(view, "AQI=", "AQ==")).containsExactly("short", "Missing");
    }

    @Test
    void moreKeysThanOneStatementTakesAreReadInSeveral() throws SQLException {
        database.execute(
                "create table rows_test.many_1 (k int, v varchar(20), primary key (k) using hash)",
                "insert into rows_test.many_1 select seq, concat('row ', seq) from " + RowsDatabase.numbers(3000));
        FeatureView view = Tables.view(Tables.group(1, "many", List.of("k"), "k", "int", "v", "varchar(20)"), "string");
        List<EntryKeys> entries = IntStream.rangeClosed(1, 2500)
                .mapToObj(i -> Tables.entry(Tables.key(view, 0, i % 2 == 0 ? i : -i)))
                .toList();

        List<List<Row>> rows = database.read(view, entries);

        for (int i = 0; i < 2500; i++) {
            assertThat(shown(rows.get(i))).isEqualTo((i + 1) % 2 == 0 ? "row " + (i + 1) : "Missing");
        }
        assertThat(database.store().statements(StatementShape.KEY_LIST)).isEqualTo(3);
    }
}
