package dev.featurestore.domain.vector;

import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.Sent.entry;
import static dev.featurestore.domain.ViewBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.Sent;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values of an entry become which keys. */
class KeyResolutionTest {
    private static final FeatureGroup BUYERS =
            group(1, "buyers").key("buyer", "bigint").column("age", "int").build();
    private static final FeatureGroup USERS =
            group(2, "users").key("id", "bigint").column("age", "int").build();
    private static final FeatureGroup DAYS = group(3, "days")
            .key("id", "bigint")
            .key("day", "varchar(10)")
            .column("amount", "int")
            .build();

    /** How the key of users is served beside buyers, and the names that give its value, strongest first. */
    static Stream<Arguments> waysToServeAKey() {
        Optional<String> onBuyer = Optional.of("buyer");
        Optional<String> none = Optional.empty();
        return Stream.of(
                Arguments.of("required", true, "", none, List.of("id")),
                Arguments.of("required, prefix", true, "u_", none, List.of("u_id", "id")),
                Arguments.of("required, prefix, joined", true, "u_", onBuyer, List.of("u_id", "id")),
                Arguments.of("not required", false, "", none, List.of("id")),
                Arguments.of("not required, prefix", false, "u_", none, List.of("u_id", "id")),
                Arguments.of("not required, joined", false, "", onBuyer, List.of("buyer", "id")),
                Arguments.of("not required, prefix, joined", false, "u_", onBuyer, List.of("buyer", "u_id", "id")));
    }

    /** Every combination of the three names, each absent, a key, a null and something that is no key. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToServeAKey")
    void theStrongestNameThatIsPresentGivesTheKeyAndTheOthersAreIgnored(
            String way, boolean required, String prefix, Optional<String> joinOn, List<String> names) {
        FeatureView view = view().join(BUYERS)
                .label("age")
                .requiredKey("buyer", "")
                .join(USERS, "u_")
                .features("id", "age")
                .servingKey(1, "id", prefix, required, joinOn)
                .compile();

        for (List<String> sent : combinations(view.entryNames())) {
            Optional<String> strongest =
                    names.stream().filter(name -> valueOf(name, sent) != null).findFirst();
            Optional<Value> value = strongest.map(name -> Sent.json(valueOf(name, sent)));

            Plan plan = plan(view, sent);

            if (value.isPresent() && !(value.get() instanceof Value.Numeral)) {
                assertThat(plan.toRead()).as("%s: %s", way, sent).isEmpty();
                assertThat(only(plan))
                        .as("%s: %s", way, sent)
                        .isInstanceOfSatisfying(FeatureVector.Failed.class, failed -> {
                            assertThat(failed.failure().code()).isEqualTo(ErrorCode.WRONG_DATA_TYPE);
                            assertThat(failed.failure().message())
                                    .startsWith("Wrong value of serving key '" + strongest.get() + "'. Got: ");
                        });
            } else if (value.isPresent()) {
                assertThat(plan.toRead()).as("%s: %s", way, sent).containsExactly(keys(value.get()));
            } else {
                assertThat(plan.toRead()).as("%s: %s", way, sent).isEmpty();
                assertThat(only(plan)).as("%s: %s", way, sent).isInstanceOf(FeatureVector.Served.class);
            }
        }
    }

    private static List<List<String>> combinations(Iterable<String> names) {
        List<List<String>> combinations = new ArrayList<>(List.of(List.of()));
        int number = 1;
        for (String name : names) {
            List<List<String>> longer = new ArrayList<>(combinations);
            for (String value : List.of(Integer.toString(number++), "null", "\"abc\"")) {
                combinations.forEach(sent -> longer.add(
                        Stream.concat(sent.stream(), Stream.of(name, value)).toList()));
            }
            combinations = longer;
        }
        combinations.removeIf(List::isEmpty);
        return combinations;
    }

    private static String valueOf(String name, List<String> sent) {
        for (int i = 0; i < sent.size(); i += 2) {
            if (sent.get(i).equals(name)) {
                return sent.get(i + 1);
            }
        }
        return null;
    }

    private static EntryKeys keys(Value number) {
        long key = Long.parseLong(((Value.Numeral) number).digits());
        return new EntryKeys(List.of(Optional.of(new Key(List.of(new KeyValue.Whole(key))))));
    }

    private static Plan plan(FeatureView view, List<String> sent) {
        return Plan.of(view, List.of(entry(sent.toArray(String[]::new))), List.of(), true);
    }

    private static FeatureVector only(Plan plan) {
        return plan.assemble(List.of()).get(0);
    }

    @Test
    void onePlainNameMayGiveTheKeysOfManyGroups() {
        FeatureView view = view().join(USERS, "u_")
                .features("age")
                .join(DAYS, "d_")
                .features("amount")
                .compile();

        Plan plan = plan(view, List.of("id", "36", "day", "\"mon\"", "d_id", "37"));

        assertThat(plan.toRead())
                .containsExactly(new EntryKeys(List.of(
                        Optional.of(new Key(List.of(new KeyValue.Whole(36)))),
                        Optional.of(new Key(List.of(new KeyValue.Whole(37), new KeyValue.Text("mon")))))));
    }

    @Test
    void theSamePlainValueIsConvertedToTheTypeOfEachColumn() {
        FeatureGroup texts =
                group(4, "texts").key("id", "varchar(9)").column("n", "int").build();
        FeatureView view =
                view().join(USERS).features("age").join(texts).features("n").compile();

        Plan plan = plan(view, List.of("id", "36.0"));

        assertThat(plan.toRead())
                .containsExactly(new EntryKeys(List.of(
                        Optional.of(new Key(List.of(new KeyValue.Whole(36)))),
                        Optional.of(new Key(List.of(new KeyValue.Text("36.0")))))));
    }

    @Test
    void theServingKeysPrefixFindsTheRowTheJoinsPrefixDoesNot() {
        FeatureView view =
                view().join(USERS, "u_").features("age").requiredKey("id", "0_").compile();

        assertThat(plan(view, List.of("0_id", "36")).toRead()).hasSize(1);
        assertThat(failure(view, "u_id", "36")).isEqualTo(wrongName("u_id"));
    }

    @Test
    void aGroupIsReadOnlyIfEveryPartOfItsKeyIsGiven() {
        FeatureView view = view().join(USERS)
                .features("age")
                .join(DAYS, "d_")
                .features("amount")
                .compile();

        Plan plan = plan(view, List.of("id", "36"));

        assertThat(plan.toRead())
                .containsExactly(new EntryKeys(
                        List.of(Optional.of(new Key(List.of(new KeyValue.Whole(36)))), Optional.empty())));
        assertThat(plan.toRead().get(0).any()).isTrue();
    }

    @Test
    void nothingIsReadForAnEntryWithoutAnyWholeKey() {
        FeatureView view = view().join(DAYS).features("amount").compile();

        assertThat(plan(view, List.of("day", "\"mon\"")).toRead()).isEmpty();
    }

    @Test
    void aKeyOfTheWrongTypeIsRefusedEvenIfItsGroupIsNotRead() {
        FeatureView view = view().join(DAYS).features("amount").compile();

        assertThat(failure(view, "id", "\"abc\""))
                .isEqualTo(new Failure(
                        ErrorCode.WRONG_DATA_TYPE,
                        "Wrong value of serving key 'id'. Got: 'string' \"abc\", expected: an integer from"
                                + " -9223372036854775808 to 9223372036854775807 (column type: bigint)"));
    }

    @Test
    void aKeyOfAGroupThatGivesOnlyLabelsIsIgnoredWhateverItsValue() {
        FeatureView view = view().join(USERS)
                .label("age")
                .join(DAYS, "d_")
                .features("amount")
                .compile();

        Plan plan = plan(view, List.of("id", "{}", "d_id", "1", "day", "\"mon\""));

        assertThat(plan.toRead()).hasSize(1);
    }

    @Test
    void aSpineIsNeverReadAndItsKeysAreNotConverted() {
        FeatureView view = view().join(group(5, "spine").buildSpine())
                .features("id", "age")
                .requiredKey("id", "")
                .compile();

        Plan plan = plan(view, List.of("id", "\"abc\""));

        assertThat(plan.toRead()).isEmpty();
        assertThat(only(plan)).isInstanceOf(FeatureVector.Served.class);
    }

    @Test
    void aNameThatIsNoServingKeyIsRefusedInTheWordsThatClientsKnow() {
        FeatureView view = view().join(USERS, "u_").features("age").compile();

        assertThat(failure(view, "u_id", "1", "ts", "1")).isEqualTo(wrongName("ts"));
        assertThat(failure(view, "U_ID", "1")).isEqualTo(wrongName("U_ID"));
        assertThat(failure(view, "age", "1")).isEqualTo(wrongName("age"));
        assertThat(failure(view, "", "1")).isEqualTo(wrongName(""));
    }

    @Test
    void aLongNameIsNotRepeatedInFull() {
        FeatureView view = view().join(USERS).features("age").compile();

        assertThat(failure(view, "x".repeat(50_000), "1")).isEqualTo(wrongName("x".repeat(100) + "..."));
    }

    @Test
    void anEntryOfNothingIsRefused() {
        FeatureView view = view().join(USERS).features("age").compile();

        assertThat(failure(view)).isEqualTo(new Failure(ErrorCode.INCORRECT_PRIMARY_KEY, "No entries found"));
    }

    private static Failure failure(FeatureView view, String... sent) {
        FeatureVector vector = only(plan(view, List.of(sent)));
        return ((FeatureVector.Failed) vector).failure();
    }

    private static Failure wrongName(String name) {
        return new Failure(ErrorCode.INCORRECT_PRIMARY_KEY, "Wrong primay-key column. Column: " + name);
    }
}
