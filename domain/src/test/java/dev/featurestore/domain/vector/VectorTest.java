package dev.featurestore.domain.vector;

import static dev.featurestore.domain.GroupBuilder.SHOP;
import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.Sent.entry;
import static dev.featurestore.domain.Sent.passed;
import static dev.featurestore.domain.ViewBuilder.view;
import static dev.featurestore.domain.vector.LookupStatus.FOUND;
import static dev.featurestore.domain.vector.LookupStatus.NOT_LOOKED_UP;
import static dev.featurestore.domain.vector.LookupStatus.NO_ROW;
import static dev.featurestore.domain.vector.LookupStatus.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.Sent;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {
    private static final FeatureGroup USERS =
            group(1, "users").key("id", "bigint").column("age", "int").build();
    private static final FeatureGroup DAYS = group(2, "days")
            .in(SHOP)
            .key("id", "bigint")
            .key("day", "varchar(10)")
            .column("amount", "int")
            .build();

    private static final FeatureView ONE =
            view().join(USERS).features("id", "age").compile();
    private static final FeatureView TWO = view().join(USERS)
            .features("id", "age")
            .join(DAYS, "d_")
            .features("day", "amount", "id")
            .compile();

    private static final Tables TABLES = new Tables()
            .row("users", "1", "age", "40")
            .row("users", "2")
            .row("users", "7", new Row.Undecodable("age", "truncated"))
            .row("users", "8", new Row.Rejected("out of range"))
            .row("days", "1,mon", "amount", "5")
            .row("days", "7,mon", new Row.Undecodable("amount", "no schema"))
            .row("days", "8,mon", new Row.Rejected("too long"));

    @Nested
    class Values {
        @Test
        void comeFromTheRow() {
            assertServed(TABLES.serve(ONE, entry("id", "1")), true, List.of(FOUND), "1", "40");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "\"1\"", "1.0", "1e0", "\"01\""})
        void ofKeysAreEchoedAsTheyWereSent(String sent) {
            assertServed(TABLES.serve(ONE, entry("id", sent)), true, List.of(FOUND), sent, "40");
        }

        @Test
        void ofKeysAreEchoedEvenIfTheRowIsMissing() {
            assertServed(TABLES.serve(ONE, entry("id", "404")), false, List.of(NO_ROW), "404", "null");
        }

        @Test
        void ofKeysAreEchoedEvenIfOtherPartsOfTheKeyAreAbsent() {
            assertServed(
                    TABLES.serve(TWO, entry("day", "\"mon\"")),
                    false,
                    List.of(NOT_LOOKED_UP, NOT_LOOKED_UP),
                    "null",
                    "null",
                    "\"mon\"",
                    "null",
                    "null");
        }

        @Test
        void ofKeysAreThoseThatFindTheRow() {
            FeatureView view = view().join(USERS, "u_").features("id", "age").compile();

            FeatureVector vector = TABLES.serve(view, entry("id", "[]", "u_id", "\"1\""));

            assertServed(vector, true, List.of(FOUND), "\"1\"", "40");
        }

        @Test
        void ofKeysAreEachGroupsOwn() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "404", "d_id", "1", "day", "\"mon\""));

            assertServed(vector, false, List.of(NO_ROW, FOUND), "404", "null", "\"mon\"", "5", "1");
        }

        @Test
        void ofTwoJoinsOfOneGroupAreKeptApart() {
            FeatureView view = view().join(USERS, "a_")
                    .features("age", "id")
                    .join(USERS, "b_")
                    .features("age", "id")
                    .compile();

            FeatureVector vector = TABLES.serve(view, entry("a_id", "1", "b_id", "404"));

            assertServed(vector, false, List.of(FOUND, NO_ROW), "40", "1", "null", "404");
        }

        @Test
        void ofASpineAreItsKeysAndNulls() {
            FeatureView view = view().join(group(3, "spine").buildSpine())
                    .features("id", "amount")
                    .requiredKey("id", "")
                    .join(USERS, "u_")
                    .features("age")
                    .compile();

            FeatureVector vector = TABLES.serve(view, entry("id", "1"));

            assertServed(vector, false, List.of(NOT_LOOKED_UP, FOUND), "1", "null", "40");
        }

        @Test
        void areNoneForAViewOfLabelsOnly() {
            FeatureView view = view().join(USERS).label("age").compile();

            assertServed(TABLES.serve(view, entry("id", "1")), true, List.of());
        }
    }

    @Nested
    class Status {
        @Test
        void isCompleteIfEveryRowIsThereWhateverIsNullInIt() {
            assertServed(TABLES.serve(ONE, entry("id", "2")), true, List.of(FOUND), "2", "null");
        }

        @Test
        void isCompleteForAGroupOfWhichOnlyTheKeyIsTakenIfItsRowIsThere() {
            FeatureView keys = view().join(USERS).features("id").compile();

            assertServed(TABLES.serve(keys, entry("id", "1")), true, List.of(FOUND), "1");
            assertServed(TABLES.serve(keys, entry("id", "404")), false, List.of(NO_ROW), "404");
        }

        @Test
        void isMissingIfAGroupIsNotLookedUp() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "1"));

            assertServed(vector, false, List.of(FOUND, NOT_LOOKED_UP), "1", "40", "null", "null", "1");
        }

        @Test
        void isNotChangedByPassedFeatures() {
            FeatureVector vector = TABLES.serve(ONE, entry("id", "404"), passed("id", "1", "age", "40"), true);

            assertServed(vector, false, List.of(NO_ROW), "1", "40");
        }

        @Test
        void isErrorIfARowCannotBeDecoded() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "1", "d_id", "7", "day", "\"mon\""));

            assertThat(vector)
                    .isEqualTo(new FeatureVector.Failed(
                            new Failure(
                                    ErrorCode.COMPLEX_FEATURE_UNDECODABLE,
                                    "Feature 'amount' of shop/days_1: no schema"),
                            List.of(FOUND, UNDECODABLE)));
        }

        @Test
        void isErrorIfARowCannotBeDecodedEvenIfItsFeatureIsPassed() {
            FeatureVector vector = TABLES.serve(ONE, entry("id", "7"), passed("age", "1"), true);

            assertThat(vector)
                    .isEqualTo(new FeatureVector.Failed(
                            new Failure(
                                    ErrorCode.COMPLEX_FEATURE_UNDECODABLE, "Feature 'age' of fraud/users_1: truncated"),
                            List.of(UNDECODABLE)));
        }

        @Test
        void isErrorIfTheDatabaseRejectsAKey() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "1", "d_id", "8", "day", "\"mon\""));

            assertThat(vector)
                    .isEqualTo(new FeatureVector.Failed(
                            new Failure(ErrorCode.VALUE_REJECTED_BY_STORE, "Key of shop/days_1: too long"),
                            List.of(NOT_LOOKED_UP, NOT_LOOKED_UP)));
        }

        @Test
        void ofARejectedKeyComesBeforeThatOfAnUndecodableRow() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "7", "d_id", "8", "day", "\"mon\""));

            assertThat(vector)
                    .isInstanceOfSatisfying(
                            FeatureVector.Failed.class,
                            failed -> assertThat(failed.failure().code()).isEqualTo(ErrorCode.VALUE_REJECTED_BY_STORE));
        }

        @Test
        void ofAnEntryAtFaultIsThatNothingWasLookedUp() {
            FeatureVector vector = TABLES.serve(TWO, entry("id", "true"));

            assertThat(vector.lookups()).containsExactly(NOT_LOOKED_UP, NOT_LOOKED_UP);
        }
    }

    @Nested
    class OrderOfChecks {
        @Test
        void namesThenPassedFeaturesThenKeys() {
            assertThat(code("ts", "true", "id", "true", "height", "1")).isEqualTo(ErrorCode.INCORRECT_PRIMARY_KEY);
            assertThat(code("id", "true", "height", "1")).isEqualTo(ErrorCode.NO_FEATURE);
            assertThat(failure("id", "true", "age", "\"old\"").message()).contains("passed feature 'age'");
            assertThat(failure("id", "true", "age", "1").message()).contains("serving key 'id'");
        }

        @Test
        void passedFeaturesInTheirOwnOrder() {
            assertThat(code("id", "1", "age", "\"old\"", "height", "1")).isEqualTo(ErrorCode.WRONG_DATA_TYPE);
            assertThat(code("id", "1", "height", "1", "age", "\"old\"")).isEqualTo(ErrorCode.NO_FEATURE);
        }

        private ErrorCode code(String name, String value, String... passed) {
            return failure(name, value, passed).code();
        }

        private Failure failure(String name, String value, String... passed) {
            FeatureVector vector = TABLES.serve(ONE, entry(name, value), passed(passed), true);
            return ((FeatureVector.Failed) vector).failure();
        }
    }

    @ParameterizedTest
    @CsvSource({"NULL, null", "ARRAY, array", "STRING, string", "NUMBER, number", "BOOLEAN, boolean"})
    void anEntryThatIsNoObjectIsRefused(JsonType kind, String word) {
        FeatureVector vector = TABLES.serve(TWO, new Entry.NotAnObject(kind));

        assertThat(vector)
                .isEqualTo(new FeatureVector.Failed(
                        new Failure(
                                ErrorCode.INCORRECT_PRIMARY_KEY,
                                "Wrong entry. Got: '" + word + "', expected: 'object'"),
                        List.of(NOT_LOOKED_UP, NOT_LOOKED_UP)));
    }

    private static void assertServed(
            FeatureVector vector, boolean complete, List<LookupStatus> lookups, String... json) {
        assertThat(vector)
                .isEqualTo(new FeatureVector.Served(
                        Arrays.stream(json).map(Sent::json).toList(), complete, lookups));
        assertThat(((FeatureVector.Served) vector).features()).doesNotContain((Value) null);
    }
}
