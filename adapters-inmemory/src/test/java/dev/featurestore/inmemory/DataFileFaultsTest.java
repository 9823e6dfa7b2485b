package dev.featurestore.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case takes a sound file, replaces one piece of it, and says which problem that makes, and that it is the only
 * one.
 */
final class DataFileFaultsTest {
    private static final String GROUP = "featureStores[0].featureGroups[0]";
    private static final String VIEW = "featureStores[0].featureViews[0]";
    private static final String OTHER_VIEW = "featureStores[0].featureViews[1]";

    static Stream<Arguments> faults() {
        return Stream.of(users(), projects(), stores(), features(), rows(), joins(), featuresAndKeys(), access())
                .flatMap(faults -> faults);
    }

    private static Arguments fault(String sound, String faulty, String problem) {
        return arguments(sound, faulty, problem);
    }

    private static Stream<Arguments> users() {
        return Stream.of(
                fault("{\"users\":", "{\"people\": [], \"users\":", "the file: unknown member \"people\""),
                fault(
                        "\"email\": \"bob@x.test\", \"apiKeys\": []",
                        "\"email\": \"ada@x.test\"}, {\"email\": \"bob@x.test\"",
                        "users[1]: a second user has the e-mail \"ada@x.test\""),
                fault(
                        "\"email\": \"bob@x.test\",",
                        "\"email\": \"bob@x.test\", \"phone\": 1,",
                        "users[1]: unknown member \"phone\""),
                fault("\"apiKeys\": []", "\"apiKeys\": {}", "users[1].apiKeys: expected an array, got an object"),
                fault(
                        "adasKey000000001.secret",
                        "adasKey.secret",
                        "users[0].apiKeys[0].key: malformed API key: expected <16-character prefix>.<secret>"),
                fault(
                        "\"apiKeys\": []",
                        "\"apiKeys\": [{\"name\": \"a\", \"key\": \"adasKey000000001.other\"}]",
                        "users[1].apiKeys[0]: another API key has the prefix adasKey000000001"),
                fault(
                        "\"key\": \"adasKey000000001.secret\"}",
                        "\"key\": \"adasKey000000001.secret\"}, {\"name\": \"serving\", \"key\": \"adasKey000000002.secret\"}",
                        "users[0].apiKeys[1]: the user's second API key of the name \"serving\""),
                fault(
                        "\"key\": \"adasKey000000001.secret\"",
                        "\"key\": null",
                        "users[0].apiKeys[0]: member \"key\" is missing"));
    }

    private static Stream<Arguments> projects() {
        return Stream.of(
                fault(
                        "\"Data owner\"",
                        "\"Owner\"",
                        "projects[0].members[\"ada@x.test\"]: expected one of the roles \"Data owner\", \"Data scientist\","
                                + " \"Feature store restricted\", got \"Owner\""),
                fault(
                        "{\"ada@x.test\":",
                        "{\"eve@x.test\": \"Data owner\", \"ada@x.test\":",
                        "projects[0].members[\"eve@x.test\"]: there is no user of that e-mail"),
                fault(
                        "{\"name\": \"q\"}",
                        "{\"name\": \"q\"}, {\"name\": \"Q\"}",
                        "projects[2]: a second project is named \"Q\""));
    }

    private static Stream<Arguments> stores() {
        return Stream.of(
                fault(
                        "\"name\": \"r\", \"project\": \"q\"",
                        "\"name\": \"r\", \"project\": \"z\"",
                        "featureStores[1]: there is no project \"z\""),
                fault(
                        "{\"name\": \"r\",",
                        "{\"name\": \"S\",",
                        "featureStores[1]: a second feature store is named \"S\" (case does not count)"),
                fault(
                        "{\"name\": \"r\",",
                        "{\"name\": \"\",",
                        "featureStores[1].name: expected a non-empty string, got \"\""),
                fault("{\"name\": \"r\",", "{\"name\": \"r\", \"id\": 7,", "featureStores[1].id: id 7 is given twice"),
                fault(
                        "\"id\": 7",
                        "\"id\": \"7\"",
                        "featureStores[0].id: expected an integer from 1 to 2147483647, got \"7\""),
                fault(
                        "\"name\": \"j\", \"version\": 1,",
                        "\"name\": \"j\", \"version\": 1, \"id\": 9,",
                        "featureStores[0].featureGroups[2].id: id 9 is given twice"),
                fault(
                        "{\"name\": \"h\", \"version\": 1,",
                        "{\"name\": \"g\", \"version\": 1,",
                        "featureStores[0].featureGroups[1]: a second feature group has the table g_1"),
                fault(
                        "\"spine\": true,",
                        "\"spine\": true, \"rows\": [],",
                        "featureStores[0].featureGroups[1]: a spine has no rows: its values come with the request"),
                fault(
                        "\"spine\": true",
                        "\"spine\": 1",
                        "featureStores[0].featureGroups[1].spine: expected true or false, got 1",
                        "featureStores[0].featureGroups[1]: member \"primaryKey\" is missing"));
    }

    private static Arguments fault(String sound, String faulty, String problem, String consequence) {
        return arguments(sound, faulty, problem + "\n" + consequence);
    }

    private static Stream<Arguments> features() {
        String unused = "{\"name\": \"j\", \"version\": 1, \"primaryKey\": [\"k\"], \"features\": [";
        String spare = "{\"name\": \"spare\", \"version\": 1, \"primaryKey\": [\"k\"], \"features\": [";
        String at = "featureStores[0].featureGroups[2]";
        return Stream.of(
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"uuid\"}]}, " + unused,
                        at + ".features[0]: type \"uuid\" has no online type of its own: give an \"onlineType\""),
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"int\", \"onlineType\": \"number\"}]}, " + unused,
                        at + ".features[0].onlineType: expected a MySQL column type, got \"number\""),
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"int\", \"onlineType\": \"varchar(99999999999)\"}]}, "
                                + unused,
                        at + ".features[0].onlineType: expected a MySQL column type, got \"varchar(99999999999)\""),
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"string\", \"onlineType\": \"varchar\"}]}, " + unused,
                        at + ".features[0].onlineType: varchar needs a length, such as varchar(100)"),
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"int\"}, {\"name\": \"K\", \"type\": \"int\"}]}, "
                                + unused,
                        at + ".features[1]: a second feature is named \"K\""),
                fault(
                        unused,
                        spare + "{\"name\": \"x\", \"type\": \"int\"}]}, " + unused,
                        at + ": the primary key names \"k\", which is no feature of the group"),
                fault(
                        unused,
                        spare + "{\"name\": \"k\", \"type\": \"array<int>\"}]}, " + unused,
                        at + ": \"k\" cannot be part of the primary key: rows are not found by its type"),
                fault(unused, spare + "]}, " + unused, at + ": a feature group needs at least one feature"),
                fault(
                        "\"type\": \"struct<a:int>\"",
                        "\"type\": \"struct<a:int>\", \"onlineType\": \"varchar(100)\"",
                        GROUP
                                + ".features[9].onlineType: a complex feature needs a varbinary or blob, not varchar(100)"),
                fault(
                        "\"primaryKey\": [\"k\", \"l\"]",
                        "\"primaryKey\": [\"k\", \"l\", \"k\"]",
                        GROUP + ".primaryKey[2]: \"k\" is named twice"));
    }

    private static Stream<Arguments> rows() {
        String row = GROUP + ".rows[0]";
        return Stream.of(
                fault("null, null]]", "null]]", GROUP + ".rows[1]: expected 10 values, one for each feature, got 9"),
                fault("[2, \"b\",", "[1, \"a\",", GROUP + ".rows[1]: an earlier row has the same primary key"),
                fault("[2, \"b\",", "[null, \"b\",", GROUP + ".rows[1][0]: a column of the primary key cannot be null"),
                fault(
                        "[1, \"a\"",
                        "[1.5, \"a\"",
                        row + "[0]: expected an integer from -9223372036854775808 to 9223372036854775807"
                                + " (column type bigint), got 1.5"),
                fault(
                        "[1, \"a\"",
                        "[1, \"abcd\"",
                        row + "[1]: expected a string of up to 3 characters (column type varchar(3)), got \"abcd\""),
                fault(
                        "255",
                        "256",
                        row + "[2]: expected an integer from 0 to 255 (column type tinyint unsigned), got 256"),
                fault(
                        "255",
                        "\"255\"",
                        row + "[2]: expected an integer from 0 to 255 (column type tinyint unsigned), got \"255\""),
                fault(
                        "255",
                        "true",
                        row + "[2]: expected an integer from 0 to 255 (column type tinyint unsigned), got true"),
                fault(
                        "1.50",
                        "1.505",
                        row + "[3]: expected a decimal of up to 3 digits before and 2 behind the point"
                                + " (column type decimal(5,2)), got 1.505"),
                fault(
                        "1.50",
                        "1000",
                        row + "[3]: expected a decimal of up to 3 digits before and 2 behind the point"
                                + " (column type decimal(5,2)), got 1000"),
                fault(
                        "\"2022-01-24\",",
                        "\"2022-02-30\",",
                        row + "[4]: expected a string such as 2022-01-24 (column type date), got \"2022-02-30\""),
                fault(
                        "01:02:03.5",
                        "01:02:03.1234",
                        row + "[5]: expected a string such as 2022-01-24 11:22:33.123 (column type datetime(3)),"
                                + " got \"2022-01-24 01:02:03.1234\""),
                fault(
                        "\"AQI=\"",
                        "\"AQID\"",
                        row + "[6]: expected base64 of up to 2 bytes (column type varbinary(2)), got \"AQID\""),
                fault(
                        "\"AQI=\"",
                        "\"?\"",
                        row + "[6]: expected base64 of up to 2 bytes (column type varbinary(2)), got \"?\""),
                fault("0.5,", "1e39,", row + "[7]: expected a number that fits a float (column type float), got 1E+39"),
                fault("[1.5]", "1.5", row + "[8]: expected an array (type array<double>), got 1.5"),
                fault("[1.5]", "[1.5, \"x\"]", row + "[8][1]: expected a number that fits a double, got \"x\""),
                fault("[1.5]", "[1.5, 1e400]", row + "[8][1]: expected a number that fits a double, got 1E+400"),
                fault("{\"a\": 1}", "[1]", row + "[9]: expected an object (type struct<a:int>), got an array"));
    }

    private static Stream<Arguments> joins() {
        return Stream.of(
                fault(
                        "{\"featureGroup\": \"j\", \"version\": 1,",
                        "{\"featureGroup\": \"j\", \"version\": 2,",
                        VIEW + ".joins[1]: feature store \"s\" has no feature group \"j\" version 2"),
                fault(
                        "{\"featureGroup\": \"j\",",
                        "{\"featureGroup\": \"j\", \"featureStore\": \"z\",",
                        VIEW + ".joins[1]: there is no feature store \"z\""),
                fault(
                        "\"on\": {\"k\": \"k\"}",
                        "\"on\": {\"k\": \"x\"}",
                        VIEW + ".joins[1].on[\"k\"]: \"x\" is no primary-key column of j_1"),
                fault(
                        "\"on\": {\"k\": \"k\"}",
                        "\"on\": {\"k\": \"k\", \"l\": \"k\"}",
                        VIEW + ".joins[1].on[\"l\"]: \"k\" is joined twice"),
                fault(
                        "{\"featureGroup\": \"j\",",
                        "{\"featureGroup\": \"j\", \"deleted\": \"yes\",",
                        VIEW + ".joins[1].deleted: expected true or false, got \"yes\""),
                fault(
                        "\"joins\": [{\"featureGroup\": \"g\", \"version\": 1}]",
                        "\"joins\": []",
                        OTHER_VIEW + ": a feature view needs at least one join"),
                fault(
                        "{\"name\": \"w\", \"version\": 1",
                        "{\"name\": \"v\", \"version\": 1",
                        OTHER_VIEW + ": a second feature view is named s/v version 1"),
                fault(
                        "{\"name\": \"w\", \"version\": 1",
                        "{\"name\": \"w\", \"version\": 0",
                        OTHER_VIEW + ".version: expected an integer from 1 to 2147483647, got 0"));
    }

    private static Stream<Arguments> featuresAndKeys() {
        return Stream.of(
                fault(
                        "\"features\": [\"k\", \"i\"]",
                        "\"features\": [\"k\", \"x\"]",
                        VIEW + ".joins[0]: feature group \"g\" version 1 has no feature \"x\""),
                fault(
                        "\"labels\": [\"m\"]",
                        "\"labels\": [\"x\"]",
                        VIEW + ".joins[0]: feature group \"g\" version 1 has no feature \"x\""),
                fault(
                        "{\"name\": \"d\", \"join\": 0}",
                        "{\"name\": \"d\", \"join\": 1}",
                        OTHER_VIEW + ".features[0]: there is no join 1: the view has 1, from 0"),
                fault(
                        "{\"name\": \"d\", \"join\": 0}",
                        "{\"name\": \"d\", \"join\": 0, \"label\": true}",
                        OTHER_VIEW + ": a feature view needs at least one feature that is no label"),
                fault(
                        "[{\"featureGroup\": \"g\", \"version\": 1}]",
                        "[{\"featureGroup\": \"g\", \"version\": 1, \"features\": [\"i\"]}]",
                        OTHER_VIEW + ".joins[0]: features stand in the joins or in the view's own list, not in both"),
                fault(
                        "{\"join\": 0, \"feature\": \"l\"",
                        "{\"join\": 0, \"feature\": \"i\"",
                        OTHER_VIEW + ".servingKeys[1]: \"i\" is no primary-key column of g_1"),
                fault(
                        ", {\"join\": 0, \"feature\": \"l\", \"prefix\": \"0_\"}",
                        "",
                        OTHER_VIEW + ": the serving keys [k] of join 0 are not the primary key [k, l] of table g_1"));
    }

    private static Stream<Arguments> access() {
        return Stream.of(
                fault(
                        "{\"featureStore\": \"s\", \"with\": \"q\"}",
                        "{\"featureStore\": \"s\", \"with\": \"z\"}",
                        "shares[0]: there is no project \"z\""),
                fault(
                        "{\"featureStore\": \"s\", \"with\": \"q\"}",
                        "{\"featureStore\": \"z\", \"with\": \"q\"}",
                        "shares[0]: there is no feature store \"z\""),
                fault(
                        "{\"featureStore\": \"s\", \"with\": \"q\"}",
                        "{\"featureStore\": \"s\", \"with\": \"q\", \"version\": 1}",
                        "shares[0]: member \"version\" needs a \"featureGroup\""),
                fault(
                        "\"with\": \"q\", \"features\": [\"k\"]",
                        "\"with\": \"q\", \"features\": [\"x\"]",
                        "shares[1]: feature group \"g\" version 1 has no feature \"x\""),
                fault(
                        "\"with\": \"q\", \"features\": [\"k\"]",
                        "\"with\": \"q\", \"features\": []",
                        "shares[1].features: name at least one feature; without this member all are meant"),
                fault(
                        "\"user\": \"bob@x.test\"",
                        "\"user\": \"eve@x.test\"",
                        "restrictedAccess[0]: there is no user \"eve@x.test\""));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("faults")
    void aFaultIsToldWithItsPlaceAndNothingElseIs(String sound, String faulty, String expected) {
        int at = SoundFile.JSON.indexOf(sound);
        assertThat(at).as("the place of the fault").isNotNegative();
        String json = SoundFile.JSON.substring(0, at) + faulty + SoundFile.JSON.substring(at + sound.length());

        List<String> problems = SoundFile.problems(json);

        assertThat(problems).isEqualTo(expected.lines().toList());
    }
}
