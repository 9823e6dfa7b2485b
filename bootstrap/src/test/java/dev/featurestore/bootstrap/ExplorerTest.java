package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.inmemory.DemoApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The explorer in a browser, over the sample data. Whatever a test does, the key leaves no trace, and nobody else is
 * asked.
 */
class ExplorerTest {
    private static FeatureStoreServer server;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        server = TestServers.demoWithExplorer();
        browser = Browser.start(server.port());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void open() {
        browser.resize(1280, 1000, false);
        browser.open("/");
    }

    @AfterEach
    void nothingLeaksAndNothingIsComplainedAbout() throws IOException {
        assertThat(browser.hosts()).containsExactly(browser.origin());
        assertThat(browser.complaints())
                // the browser's own note on an answer with an error status
                .filteredOn(line -> !line.contains("Failed to load resource: the server responded with a status of 4"))
                .isEmpty();
        String kept = browser.run("return location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
                        + " + document.cookie + JSON.stringify(history.state)"
                        + " + performance.getEntries().map(e => e.name).join()")
                + browser.text("body");
        assertThat(kept).doesNotContain("demo-secret");
    }

    private static void connect(String key) {
        browser.type("#api-key", key);
        browser.click("#connect button");
    }

    private static void pick(String store, String view) {
        connect(DemoApiKeys.MAIN);
        browser.await("#about", "features from");
        browser.select("#store", store);
        browser.await("#view", view);
        browser.select("#view", view + ", v1");
        browser.await("#answer", "Fill in the serving keys");
    }

    private static void ask() {
        browser.click("#send");
    }

    @Test
    void aVectorIsLookedUpWithTypesAndGroups() {
        pick("fsdb002", "sample_2");
        browser.type(browser.field("id1"), "36");

        ask();

        browser.await("#answer", "COMPLETE");
        assertThat(browser.rows("#answer table"))
                .containsExactly(
                        List.of("0", "id1", "36", "bigint", "sample_2_1", "entry"),
                        List.of("1", "ts", "2022-01-24", "date", "sample_2_1", "row"),
                        List.of("2", "data1", "int24", "string", "sample_2_1", "row"),
                        List.of("3", "data2", "str14", "string", "sample_2_1", "row"));
        assertThat(browser.text("#answer .lookups")).isEqualTo("sample_2_1 row found");
        assertThat(browser.text("#answer .times")).contains("Round trip", "ms", "Request id");
        assertThat(browser.text("#announce")).startsWith("COMPLETE, 4 features, in ");
    }

    @Test
    void aMissingRowIsExplainedGroupByGroup() {
        pick("fraud", "fraud_model");
        browser.type(browser.field("tx_id"), "5001");
        browser.type(browser.field("c_customer_id"), "999999");

        ask();

        browser.await("#answer", "MISSING");
        assertThat(browser.text("#answer .lookups").lines())
                .containsExactly(
                        "transactions_1 row found",
                        "customers_1 no row for this key",
                        "merchants_1 key incomplete, not looked up");
        assertThat(browser.rows("#answer table"))
                .anyMatch(row -> row.contains("23.90"))
                .anyMatch(row -> row.contains("null"));
    }

    @Test
    void aPassedFeatureStandsInTheAnswerWithAllItsDigits() {
        pick("fraud", "fraud_model");
        browser.type(browser.field("tx_id"), "5001");
        browser.click("#fields details summary");
        browser.type(browser.field("amount"), "12345678901234567890.50");
        browser.type("[id^=passed][placeholder=JSON]", "[1.50, null]");

        ask();

        browser.await("#answer", "passed");
        assertThat(browser.rows("#answer table"))
                .contains(
                        List.of("1", "amount", "12345678901234567890.50", "decimal(10,2)", "transactions_1", "passed"))
                .contains(List.of("4", "embedding", "[1.50, null]", "array<double>", "transactions_1", "passed"));
    }

    @Test
    void aWrongValueIsShownWithCodeReasonAndWhatToDo() {
        pick("fsdb002", "sample_2");
        browser.type(browser.field("id1"), "36x");

        ask();

        browser.await("#answer", "Wrong data type.");
        assertThat(browser.text("#answer")).contains("id1", "Code 10, HTTP 400", "Give the value in the form");
    }

    @Test
    void anEntryWithoutKeysIsAnError() {
        pick("fsdb002", "sample_2");

        ask();

        browser.await("#answer", "Incorrect primary key.");
        assertThat(browser.text("#answer")).contains("No entries found", "Code 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demoKeyMain00001.wrong-secret", "nonsense"})
    void aKeyThatIsNotKnownIsTurnedAway(String key) {
        connect(key);

        browser.await("#connect-status", "Unauthenticated.");
        assertThat(browser.text("#connect-status"))
                .contains("Code 22, HTTP 401", "Check the API key")
                .doesNotContain(key);
        assertThat(browser.isShown("#pick")).isFalse();
    }

    @Test
    void aViewThatTheKeyMayNotReadSaysWhatIsInTheWay() {
        connect(DemoApiKeys.MARKETING);
        browser.await("#view", "customer_country");
        browser.select("#store", "fraud");
        browser.await("#view", "card_limit");
        browser.select("#view", "card_limit, v1");

        browser.await("#about", "Access unshared feature store failed");
        assertThat(browser.text("#about")).contains("fraud/card_limits_1", "Code 17, HTTP 401");
        assertThat(browser.isShown("#ask")).isFalse();
    }

    @Test
    void onlyStoresWithinReachAreOffered() {
        connect(DemoApiKeys.MARKETING);
        browser.await("#view", "customer_country");

        assertThat(browser.text("#store").lines().map(String::strip)).containsExactly("fraud", "marketing");
    }

    @Test
    void aBatchIsTypedRowByRow() {
        pick("fsdb001", "sample_3");
        browser.click("input[value=batch] + span");
        browser.type("[aria-label='id1, row 1']", "81");
        browser.type("[aria-label='id2, row 1']", "id81");
        browser.type("[aria-label='id1, row 2']", "abc");
        browser.type("[aria-label='id2, row 2']", "id51");
        browser.click("#add-row");
        browser.press("7", Keys.TAB, "none");

        ask();

        browser.await("#answer", "1 COMPLETE");
        assertThat(browser.text("#answer .verdict")).contains("1 COMPLETE", "1 MISSING", "1 ERROR");
        List<List<String>> rows = browser.rows("#answer table");
        assertThat(rows.get(0)).contains("81", "id81", "2022-01-29 00:00:00", "6");
        assertThat(rows.get(1)).contains("no values");
        assertThat(rows.get(2).get(1)).contains("MISSING", "sample_3_1: no row for this key");

        browser.click("[aria-label='Why entry 2 is in error']");

        browser.await("#answer", "Wrong data type.");
        assertThat(browser.find(browser.field("id1")).getDomProperty("value")).isEqualTo("abc");
    }

    @Test
    void aBatchIsPastedAsCsv() {
        pick("fraud", "card_check");
        browser.click("input[value=batch] + span");
        browser.click("#fields details summary");
        browser.type("#csv", "customer_id;card_type;risk_score\n1;debit;\n2;\"credit\";0.125\n");
        browser.click("#use-csv");

        ask();

        browser.await("#answer", "Round trip");
        assertThat(browser.rows("#answer table")).hasSize(2);
        assertThat(browser.rows("#answer table").get(0)).contains("5000.00");
        assertThat(browser.rows("#answer table").get(1)).contains("0.125");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer_id,nonsense\\n1,2|The view has no key or feature nonsense.",
                "customer_id,l_card_type\\n1|Row 1 has 1 cells, the header has 2.",
                "customer_id,customer_id\\n1,2|customer_id stands twice in the header.",
                "customer_id|There must be a header line and at least one row."
            })
    void csvThatDoesNotFitIsSaidSo(String csv, String problem) {
        pick("fraud", "card_check");
        browser.click("input[value=batch] + span");
        browser.click("#fields details summary");

        browser.type("#csv", csv.replace("\\n", "\n"));
        browser.click("#use-csv");

        browser.await("#fields", problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "batch"})
    void theExampleCanBeSentAsItIs(String mode) {
        pick("fraud", "fraud_model");
        browser.click("input[value=" + mode + "] + span");

        browser.click("#example");
        ask();

        browser.await("#answer", "Round trip");
        assertThat(browser.text("#answer")).doesNotContain("ERROR");
    }

    @Test
    void theRequestIsGivenForElsewhereWithoutTheKey() {
        pick("fsdb002", "sample_2");
        browser.type(browser.field("id1"), "36");
        ask();
        browser.await("#answer", "COMPLETE");

        String curl = browser.text("#snippet-curl");
        String python = browser.text("#snippet-python");

        assertThat(curl).contains(browser.origin() + "/0.1.0/feature_store", "X-API-KEY: YOUR_API_KEY", "\"id1\": 36");
        assertThat(python).contains("requests.post(", "\"X-API-KEY\": \"YOUR_API_KEY\"", "True");
    }

    @Test
    void theCurlLineWorksOnceTheKeyIsPutIn() throws IOException, InterruptedException {
        pick("fsdb001", "sample_3");
        browser.type(browser.field("id1"), "81");
        browser.type(browser.field("id2"), "o'neil $HOME \\ \"");
        ask();
        browser.await("#answer", "MISSING");

        Process shell = new ProcessBuilder(
                        "sh", "-c", browser.text("#snippet-curl").replace("YOUR_API_KEY", DemoApiKeys.MAIN))
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(answer)
                .startsWith("{\"features\":[81,\"o'neil $HOME \\\\ \\\"\",null,null]")
                .contains("MISSING");
    }

    @Test
    void aKeyboardIsAllThatIsNeeded() {
        browser.tabTo("#api-key");
        browser.press(DemoApiKeys.MAIN, Keys.ENTER);
        browser.await("#about", "features from");
        browser.tabTo("#store");
        browser.press("fsdb002");
        browser.await("#view", "sample_2");
        browser.await("#fields", "id1");
        browser.tabTo("input[name=mode]");
        browser.tabTo(browser.field("id1"));
        browser.press("36", Keys.ENTER);

        browser.await("#answer", "COMPLETE");

        browser.tabTo("#send");
        browser.press(Keys.SPACE);
        browser.tabTo("#answer .scroll");
        browser.tabTo("[aria-label='Copy the request as Python']");
    }

    @ParameterizedTest
    @CsvSource({"360,false", "360,true", "1280,false", "1280,true"})
    void nothingIsWiderThanTheWindow(int width, boolean dark) throws IOException {
        browser.resize(width, 900, dark);
        pick("fraud", "fraud_model");
        browser.click("#about summary");
        browser.click("#example");
        browser.type(browser.field("tx_id"), "5001");
        browser.type(browser.field("m_merchant_id"), "grocer-12");
        ask();
        browser.await("#answer", "COMPLETE");
        shoot("explorer-single-" + width + (dark ? "-dark" : "-light"));
        assertThat(browser.widerThanTheWindow()).isZero();

        browser.click("input[value=batch] + span");
        browser.click("#example");
        browser.type("[aria-label='tx_id, row 1']", "5001");
        browser.type("[aria-label='tx_id, row 2']", "x");
        ask();
        browser.await("#answer", "1 ERROR");
        shoot("explorer-batch-" + width + (dark ? "-dark" : "-light"));
        assertThat(browser.widerThanTheWindow()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"360,false", "1280,false", "1280,true"})
    void theReferenceShowsEveryOperation(int width, boolean dark) throws IOException {
        browser.resize(width, 900, dark);

        browser.open("/docs");

        browser.await("#reference", "/{apiVersion}/batch_feature_store");
        browser.await("#reference", "/{apiVersion}/feature_store/{store}/{view}/{version}");
        browser.click("#operations-vectors-getFeatureVector .opblock-summary-control");
        browser.await("#reference", "featureStoreName");
        shoot("docs-" + width + (dark ? "-dark" : "-light"));
        assertThat(browser.widerThanTheWindow()).isZero();
    }

    /** Pictures for people, if a folder for them is named: -Dshots=FOLDER. */
    private static void shoot(String name) throws IOException {
        String folder = System.getProperty("shots", "");
        if (!folder.isEmpty()) {
            Files.write(Files.createDirectories(Path.of(folder)).resolve(name + ".png"), browser.picture());
        }
    }
}
