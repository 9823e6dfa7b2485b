package dev.featurestore.rondb.rows;

import static dev.featurestore.rondb.rows.Tables.entry;
import static dev.featurestore.rondb.rows.Tables.group;
import static dev.featurestore.rondb.rows.Tables.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.rows.Tables.ViewOf;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    private static final FeatureGroup A = group(1, "a", List.of("id"), "id", "bigint", "x", "int", "y", "float");
    private static final FeatureGroup B = group(2, "b", List.of("b_id"), "b_id", "bigint", "z", "varchar(10)");
    private static final FeatureGroup PAIR =
            group(3, "pair", List.of("p", "q"), "p", "int", "q", "char(3)", "v", "int");

    private static ViewReader reader(FeatureView view) {
        return new ViewReader(view, JoinShape.AUTO);
    }

    private static String unmarked(String sql) {
        assertThat(sql).matches(".* /\\* [0-9a-f]+ \\*/");
        return sql.substring(0, sql.lastIndexOf(" /*"));
    }

    private static String single(FeatureView view) {
        ViewReader reader = reader(view);
        return unmarked(reader.groups().get(0).byKey().select().sql());
    }

    private static List<LookupTable> tables(ViewReader reader) {
        return reader.groups().stream().map(GroupQueries::table).toList();
    }

    private static KeyListQuery many(FeatureView view) {
        ViewReader reader = reader(view);
        return reader.groups().get(0).byKeys();
    }

    @Test
    void oneKeyOfOneGroupSelectsItsValues() {
        String sql = single(Tables.view(A, "int"));

        assertThat(sql).isEqualTo("SELECT `id`, `x`, `y` FROM `rows_test`.`a_1` WHERE `id` = ?");
    }

    @Test
    void aCompositeKeyIsComparedColumnByColumn() {
        String sql = single(Tables.view(PAIR, "int"));

        assertThat(sql).isEqualTo("SELECT `p`, `q`, `v` FROM `rows_test`.`pair_1` WHERE `p` = ? AND `q` = ?");
    }

    @Test
    void aGroupOfWhichOnlyTheKeyIsServedSelectsTheKey() {
        String sql = single(Tables.view(group(1, "keys", List.of("id"), "id", "int"), "int"));

        assertThat(sql).isEqualTo("SELECT `id` FROM `rows_test`.`keys_1` WHERE `id` = ?");
    }

    @Test
    void identifiersAreQuotedWhateverIsInThem() {
        String sql = single(Tables.view(group(1, "a`; DROP", List.of("i`d"), "i`d", "int", "x\"", "int"), "int"));

        assertThat(sql).isEqualTo("SELECT `i``d`, `x\"` FROM `rows_test`.`a``; DROP_1` WHERE `i``d` = ?");
    }

    @Test
    void groupsWithKeysOfTheirOwnAreJoinedFromConstants() {
        ViewReader reader =
                reader(new ViewOf().join(A, "", "int").join(PAIR, "p_", "int").view());

        String sql = unmarked(reader.oneEntry().join(reader.groups()).select().sql());

        assertThat(reader.oneEntry().pushedSelect()).isEmpty();
        assertThat(sql)
                .isEqualTo("SELECT g0.`id`, g0.`x`, g0.`y`, g1.`p`, g1.`q`, g1.`v` FROM (SELECT 1) d"
                        + " LEFT JOIN `rows_test`.`a_1` g0 ON g0.`id` = ?"
                        + " LEFT JOIN `rows_test`.`pair_1` g1 ON g1.`p` = ? AND g1.`q` = ?");
    }

    @Test
    void groupsThatJoinOnTheFirstKeyAreJoinedByTheDataNodes() {
        ViewReader reader = reader(
                new ViewOf().join(A, "", "int").joinOn(B, "b_", List.of("id")).view());

        String sql = unmarked(reader.oneEntry().pushedSelect().orElseThrow().sql());

        assertThat(sql)
                .isEqualTo("SELECT g0.`id`, g0.`x`, g0.`y`, g1.`b_id`, g1.`z` FROM `rows_test`.`a_1` g0"
                        + " LEFT JOIN `rows_test`.`b_1` g1 ON g1.`b_id` = g0.`id` WHERE g0.`id` IN (?, ?)");
    }

    @Test
    void aJoinOnTwoColumnsOfTheFirstKeyIsPushedToo() {
        FeatureGroup left = group(1, "l", List.of("p", "q"), "p", "int", "q", "bigint unsigned", "v", "int");
        FeatureGroup right = group(2, "r", List.of("s", "t"), "s", "bigint unsigned", "t", "int", "w", "int");
        ViewReader reader = reader(new ViewOf()
                .join(left, "", "int")
                .joinOn(right, "r_", List.of("q", "p"))
                .view());

        String sql = unmarked(reader.oneEntry().pushedSelect().orElseThrow().sql());

        assertThat(sql)
                .isEqualTo("SELECT g0.`p`, g0.`q`, g0.`v`, g1.`s`, g1.`t`, g1.`w` FROM `rows_test`.`l_1` g0"
                        + " LEFT JOIN `rows_test`.`r_1` g1 ON g1.`s` = g0.`q` AND g1.`t` = g0.`p`"
                        + " WHERE (g0.`p`, g0.`q`) IN ((?, ?), (?, ?))");
    }

    @ParameterizedTest
    @CsvSource({
        "bigint, bigint unsigned",
        "int, bigint",
        "varchar(10), varchar(10)",
        "'decimal(10,2)', 'decimal(10,2)'",
        "date, date"
    })
    void keysThatAreNotTheSameIntegersAreNotPushed(String left, String right) {
        FeatureView view = new ViewOf()
                .join(group(1, "l", List.of("id"), "id", left, "v", "int"), "", "int")
                .joinOn(group(2, "r", List.of("id2"), "id2", right, "w", "int"), "r_", List.of("id"))
                .view();

        assertThat(reader(view).oneEntry().pushedSelect()).isEmpty();
    }

    @Test
    void anEntryThatNamesAnotherKeyForTheSecondGroupDoesNotSuitThePushedJoin() {
        FeatureView view =
                new ViewOf().join(A, "", "int").joinOn(B, "b_", List.of("id")).view();
        ViewReader reader = reader(view);
        PushedJoin join = PushedJoin.of(tables(reader)).orElseThrow();

        boolean same = join.suits(entry(key(view, 0, 5), key(view, 1, 5)));
        boolean different = join.suits(entry(key(view, 0, 5), key(view, 1, 6)));
        boolean incomplete = join.suits(new EntryKeys(List.of(Optional.of(key(view, 0, 5)), Optional.empty())));

        assertThat(List.of(same, different, incomplete)).containsExactly(true, false, false);
    }

    @Test
    void constantJoinsCanBeForced() {
        FeatureView view =
                new ViewOf().join(A, "", "int").joinOn(B, "b_", List.of("id")).view();

        ViewReader reader = new ViewReader(view, JoinShape.CONSTANT);

        assertThat(reader.oneEntry().pushedSelect()).isEmpty();
    }

    @Test
    void manyKeysStandInOneIn() {
        String sql = unmarked(many(Tables.view(A, "int")).select(2).sql());

        assertThat(sql).isEqualTo("SELECT `id`, `x`, `y` FROM `rows_test`.`a_1` WHERE `id` IN (?, ?)");
    }

    @Test
    void manyCompositeKeysStandInRowConstructors() {
        String sql = unmarked(many(Tables.view(PAIR, "int")).select(2).sql());

        assertThat(sql)
                .isEqualTo("SELECT `p`, `q`, `v` FROM `rows_test`.`pair_1` WHERE (`p`, `q`) IN ((?, ?), (?, ?))");
    }

    @Test
    void keysInOtherSpellingsAreAskedForOneByOneInOneStatement() {
        ViewReader reader = reader(Tables.view(PAIR, "int"));

        String sql = unmarked(
                new CollationMatcher(reader.groups().get(0).table()).select(2).sql());

        assertThat(sql)
                .isEqualTo("SELECT 0, `p`, `q` FROM `rows_test`.`pair_1` WHERE `p` = ? AND `q` = ?"
                        + " UNION ALL SELECT 1, `p`, `q` FROM `rows_test`.`pair_1` WHERE `p` = ? AND `q` = ?");
    }

    @Test
    void inTheTextProtocolAFloatIsAskedForAsADoubleAndOnceMoreForItsType() {
        ViewReader reader = reader(Tables.view(A, "int"));

        Select select = reader.groups().get(0).byKey().select();

        assertThat(select.differsInText()).isTrue();
        assertThat(unmarked(select.textSql()))
                .isEqualTo("SELECT `id`, `x`, `y` * 1e0, `y` FROM `rows_test`.`a_1` WHERE `id` = ?");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "100, 128", "1000, 1024", "1024, 1024"})
    void sizesArePowersOfTwo(int keys, int size) {
        assertThat(KeyChunks.paddedSize(keys)).isEqualTo(size);
    }

    /** With any other key, one long text would stand in the statement many times. */
    @Test
    void aStatementIsFilledUpWithItsShortestKey() throws SQLException {
        FeatureView view = Tables.view(PAIR, "int");
        List<Object> bound = new ArrayList<>();
        PreparedStatement statement = (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, of) -> {
                    bound.add(of[1]);
                    return null;
                });
        List<Key> keys = List.of(key(view, 0, 1, "abc"), key(view, 0, 2, "a"), key(view, 0, 3, "x".repeat(9)));

        KeyListQuery.bind(statement, 1, keys, 4, tables(reader(view)).get(0));

        assertThat(bound).containsExactly(1L, "abc", 2L, "a", 3L, "x".repeat(9), 2L, "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigint unsigned", "int", "varchar(10)"})
    void aColumnThatChangesItsTypeChangesTheStatement(String type) {
        FeatureView before = Tables.view(group(1, "a", List.of("id"), "id", "bigint", "x", "bigint"), "bigint");
        FeatureView after = Tables.view(group(1, "a", List.of("id"), "id", "bigint", "x", type), "bigint");

        String old = reader(before).groups().get(0).byKey().select().sql();
        String fresh = reader(after).groups().get(0).byKey().select().sql();

        assertThat(fresh).isNotEqualTo(old);
        assertThat(unmarked(fresh)).isEqualTo(unmarked(old));
    }
}
