package dev.featurestore.domain.vector;

import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.Sent.entry;
import static dev.featurestore.domain.Sent.passed;
import static dev.featurestore.domain.ViewBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.Sent;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassedFeaturesTest {
    private static final FeatureGroup USERS = group(1, "users")
            .key("id", "bigint")
            .column("age", "int")
            .column("name", "varchar(9)")
            .column("tags", "varbinary(100)")
            .column("active", "tinyint")
            .column("churned", "tinyint")
            .build();
    private static final FeatureView VIEW = view().join(USERS)
            .features("id", "age", "name")
            .feature("tags", "array<string>")
            .feature("active", "boolean")
            .label("churned")
            .compile();
    private static final Tables TABLES =
            new Tables().row("users", "1", "age", "40", "name", "\"ada\"", "tags", "[]", "active", "1");
    private static final Entry ENTRY = entry("id", "1");

    @Test
    void overwriteWhatTheRowAndTheEntryGive() {
        PassedFeatures passed = passed("age", "41", "id", "2");

        assertServed(TABLES.serve(VIEW, ENTRY, passed, true), "2", "41", "\"ada\"", "[]", "1");
    }

    @Test
    void fillWhatTheMissingRowLeaves() {
        PassedFeatures passed = passed("name", "\"bob\"");

        FeatureVector vector = TABLES.serve(VIEW, entry("id", "404"), passed, true);

        assertServed(vector, "404", "null", "\"bob\"", "null", "null");
        assertThat(((FeatureVector.Served) vector).complete()).isFalse();
    }

    @Test
    void comeBackAsTheyWereSent() {
        PassedFeatures passed = passed("age", "41.50", "tags", "{\"a\": [1.0]}", "active", "true");

        assertServed(TABLES.serve(VIEW, ENTRY, passed, true), "1", "41.50", "\"ada\"", "{\"a\": [1.0]}", "true");
    }

    @Test
    void goByTheVisibleName() {
        FeatureView prefixed = view().join(USERS, "u_").features("age").compile();

        assertServed(TABLES.serve(prefixed, ENTRY, passed("u_age", "41"), true), "41");
        assertThat(failure(prefixed, passed("age", "41"), true).code()).isEqualTo(ErrorCode.NO_FEATURE);
    }

    @Test
    void fillEveryPositionOfTheirName() {
        FeatureView collision = view().join(USERS)
                .features("age")
                .join(USERS)
                .features("name", "age")
                .compile();

        assertServed(TABLES.serve(collision, ENTRY, passed("age", "41"), true), "41", "\"ada\"", "41");
    }

    @Test
    void mustSuitEveryPositionOfTheirName() {
        FeatureView collision = view().join(USERS)
                .feature("age", "int")
                .join(USERS)
                .feature("age", "string")
                .compile();

        assertThat(failure(collision, passed("age", "41"), true).message())
                .contains("Got: 'number', expected: 'string' (offline type: string)");
        assertThat(failure(collision, passed("age", "\"41\""), true).message())
                .contains("Got: 'string', expected: 'number' (offline type: int)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "age    | \"41\"  | Got: 'string', expected: 'number' (offline type: int), value: \"41\"",
                "age    | true    | Got: 'boolean', expected: 'number' (offline type: int), value: true",
                "age    | null    | Got: 'null', expected: 'number' (offline type: int), value: null",
                "id     | \"1\"   | Got: 'string', expected: 'number' (offline type: bigint), value: \"1\"",
                "name   | 1.50    | Got: 'number', expected: 'string' (offline type: string), value: 1.50",
                "name   | [\"a\"] | Got: 'array', expected: 'string' (offline type: string), value: [\"a\"]",
                "tags   | \"a\"   | Got: 'string', expected: 'array or object' (offline type: array<string>),"
                        + " value: \"a\"",
                "active | 1       | Got: 'number', expected: 'boolean' (offline type: boolean), value: 1",
            })
    void ofTheWrongTypeAreRefused(String name, String value, String message) {
        Failure failure = failure(VIEW, passed(name, value), true);

        assertThat(failure)
                .isEqualTo(new Failure(
                        ErrorCode.WRONG_DATA_TYPE, "Wrong type of passed feature '" + name + "'. " + message));
    }

    @Test
    void ofTheWrongTypeAreNotRepeatedInFull() {
        Failure failure = failure(VIEW, passed("age", "\"" + "x".repeat(1000) + "\""), true);

        assertThat(failure.message()).endsWith("value: \"" + "x".repeat(100) + "...\"");
    }

    @Test
    void thatTheViewDoesNotHaveAreRefused() {
        assertThat(failure(VIEW, passed("height", "1"), true))
                .isEqualTo(new Failure(
                        ErrorCode.NO_FEATURE,
                        "Passed feature 'height' does not exist in feature view fraud/model version 1"));
        assertThat(failure(VIEW, passed("x".repeat(1000), "1"), true).message())
                .startsWith("Passed feature '" + "x".repeat(100) + "...' does not exist");
    }

    @Test
    void thatAreLabelsAreRefused() {
        assertThat(failure(VIEW, passed("churned", "1"), true))
                .isEqualTo(new Failure(
                        ErrorCode.NO_FEATURE,
                        "Passed feature 'churned' is a label of feature view fraud/model version 1"));
    }

    @Test
    void thatAreALabelOfOneGroupAndAFeatureOfAnotherFillTheFeature() {
        FeatureView view =
                view().join(USERS).label("age").join(USERS).features("age").compile();

        assertServed(TABLES.serve(view, ENTRY, passed("age", "41"), true), "41");
    }

    @Test
    void areTakenUnseenIfTheyAreNotToBeValidated() {
        PassedFeatures passed = passed("age", "\"old\"", "height", "1", "churned", "1", "name", "null");

        assertServed(TABLES.serve(VIEW, ENTRY, passed, false), "1", "\"old\"", "null", "[]", "1");
    }

    @Test
    void thatAreNoneChangeNothing() {
        assertServed(TABLES.serve(VIEW, ENTRY, passed(), true), "1", "40", "\"ada\"", "[]", "1");
    }

    @Test
    void bringTheValuesOfASpineWhoseVectorStaysIncomplete() {
        FeatureView view = view().join(group(2, "spine").buildSpine())
                .features("id", "amount")
                .requiredKey("id", "")
                .compile();

        FeatureVector vector = TABLES.serve(view, ENTRY, passed("amount", "9"), true);

        assertServed(vector, "1", "9");
        assertThat(((FeatureVector.Served) vector).complete()).isFalse();
    }

    private static Failure failure(FeatureView view, PassedFeatures passed, boolean validate) {
        return ((FeatureVector.Failed) TABLES.serve(view, ENTRY, passed, validate)).failure();
    }

    private static void assertServed(FeatureVector vector, String... json) {
        assertThat(vector)
                .isInstanceOfSatisfying(
                        FeatureVector.Served.class,
                        served -> assertThat(served.features())
                                .containsExactly(
                                        Arrays.stream(json).map(Sent::json).toArray(Value[]::new)));
    }
}
