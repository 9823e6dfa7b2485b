package dev.featurestore.inmemory;

import static dev.featurestore.inmemory.Client.entry;
import static dev.featurestore.inmemory.Client.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoDataTest {
    private static final InMemoryStore DEMO = InMemoryStore.demo();

    private final Client main = new Client(DEMO, DemoApiKeys.MAIN);
    private final Client marketing = new Client(DEMO, DemoApiKeys.MARKETING);
    private final Client restricted = new Client(DEMO, DemoApiKeys.RESTRICTED);

    private static List<Object> complete(Value... values) {
        return List.of("COMPLETE", List.of(values));
    }

    private static List<Object> sample2(int id, String ts, String data1, String data2) {
        return complete(number(Integer.toString(id)), Value.text(ts), Value.text(data1), Value.text(data2));
    }

    private static Map<String, Value> id1(int id) {
        return Map.of("id1", number(Integer.toString(id)));
    }

    private static Map<String, Value> sample3(String id1, String id2) {
        return Map.of("id1", id1.matches("\\d+") ? number(id1) : Value.text(id1), "id2", Value.text(id2));
    }

    @Test
    void theSeedsSingleVectorIsServed() {
        List<List<Object>> vectors = main.ask("fsdb002", "sample_2", entry(id1(36)));

        assertThat(vectors).containsExactly(sample2(36, "2022-01-24", "int24", "str14"));
    }

    @Test
    void theSeedsMetadataAreThoseOfTheView() {
        FeatureView view = ((Resolution.Found) DEMO.find(new FeatureViewName("fsdb002", "sample_2", 1))).view();

        assertThat(view.features())
                .extracting(feature -> feature.name() + " " + feature.type())
                .containsExactly("id1 bigint", "ts date", "data1 string", "data2 string");
    }

    @Test
    void theSeedsMissingRowIsMissing() {
        List<List<Object>> vectors = main.ask("fsdb002", "sample_2", entry(id1(9876543)));

        assertThat(vectors)
                .containsExactly(List.of("MISSING", List.of(number("9876543"), Value.NULL, Value.NULL, Value.NULL)));
    }

    @Test
    void theSeedsWrongKeyIsRefused() {
        List<List<Object>> vectors =
                main.ask("fsdb002", "sample_2", entry(Map.of("ts", Value.text("2022-01-24"))), entry(id1(36)));

        assertThat(vectors).containsExactly(List.of("ERROR"), sample2(36, "2022-01-24", "int24", "str14"));
    }

    @Test
    void theSeedsBatchIsServed() {
        List<List<Object>> vectors = main.ask(
                "fsdb002", "sample_2", entry(id1(16)), entry(id1(36)), entry(id1(71)), entry(id1(48)), entry(id1(29)));

        assertThat(vectors)
                .containsExactly(
                        sample2(16, "2022-01-27", "int31", "str24"),
                        sample2(36, "2022-01-24", "int24", "str14"),
                        sample2(71, "2022-01-22", "int3", "str97"),
                        sample2(48, "2022-01-26", "int92", "str31"),
                        sample2(29, "2022-01-03", "int53", "str91"));
    }

    @Test
    void theSeedsPartialFailureIsServed() {
        List<List<Object>> vectors = main.ask(
                "fsdb001",
                "sample_3",
                entry(sample3("81", "id81")),
                entry(sample3("eighty", "id80")),
                entry(sample3("51", "id51")));

        assertThat(vectors)
                .containsExactly(
                        complete(
                                number("81"),
                                Value.text("id81"),
                                Value.text("2022-01-29 00:00:00"),
                                new Value.Whole(6)),
                        List.of("ERROR"),
                        complete(
                                number("51"),
                                Value.text("id51"),
                                Value.text("2022-01-10 00:00:00"),
                                new Value.Whole(49)));
    }

    @Test
    void theFraudModelJoinsThreeGroups() {
        List<List<Object>> vectors = main.ask(
                "fraud",
                "fraud_model",
                entry(Map.of(
                        "tx_id", number("5002"),
                        "c_customer_id", number("2"),
                        "m_merchant_id", Value.text("jewels-7"))));

        assertThat(vectors)
                .containsExactly(complete(
                        number("5002"),
                        new Value.Exact(new BigDecimal("8999.00")),
                        Value.text("EUR"),
                        Value.text("2024-05-04 03:14:07"),
                        new Value.Doubles(new double[] {0.91, 0.07, -0.25, 0.5}),
                        Value.text("FR"),
                        Value.text("1971-11-03"),
                        new Value.Float64(0.82),
                        Value.text("jewellery"),
                        new Value.Float32(0.043f)));
    }

    @Test
    void aCardIsCheckedByCustomerAndType() {
        List<List<Object>> vectors = main.ask(
                "fraud", "card_check", entry(Map.of("customer_id", number("1"), "l_card_type", Value.text("credit"))));

        assertThat(vectors)
                .containsExactly(complete(
                        number("1"),
                        new Value.Float64(0.05),
                        Value.text("credit"),
                        new Value.Exact(new BigDecimal("20000.00")),
                        new Value.Whole(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "fsdb001, sample_3, id1",
        "fsdb002, sample_2, id1",
        "fraud, fraud_model, tx_id",
        "fraud, card_limit, customer_id",
        "fraud, card_check, customer_id",
        "fraud, customer_profile, customer_id",
        "fraud, customer_country, customer_id",
        "fraud, merchant, merchant_id",
        "marketing, newsletter, customer_id"
    })
    void theMainKeyReadsEveryView(String store, String view, String key) {
        List<List<Object>> vectors = main.ask(store, view, entry(Map.of(key, number("1"))));

        assertThat(vectors.get(0).get(0)).isIn("COMPLETE", "MISSING");
    }

    @Test
    void marketingReadsItsOwnStoreAndWhatIsSharedWithIt() {
        Map<String, Value> customer = Map.of("customer_id", number("1"));

        assertThat(marketing.ask("marketing", "newsletter", entry(customer)))
                .containsExactly(
                        complete(number("1"), Value.text("SE"), Value.text("spring-2024"), new Value.Whole(1)));
        assertThat(marketing.ask("fraud", "merchant", entry(Map.of("merchant_id", Value.text("trains-1")))))
                .containsExactly(complete(Value.text("trains-1"), Value.text("travel"), new Value.Float32(0.002f)));
        assertThat(marketing.ask("fraud", "customer_profile", entry(customer)))
                .containsExactly(
                        List.of("API key not authorized to access columns [address, interests] of fraud/customers_1"));
        assertThat(marketing.ask("fsdb002", "sample_2", entry(id1(36))))
                .containsExactly(List.of("API key not authorized to access fsdb002"));
    }

    @Test
    void theRestrictedMemberReadsWhatWasGranted() {
        Map<String, Value> customer = Map.of("customer_id", number("2"));

        assertThat(restricted.ask("fraud", "customer_country", entry(customer)))
                .containsExactly(complete(number("2"), Value.text("FR")));
        assertThat(restricted.ask("fraud", "card_limit", entry(customer)))
                .containsExactly(List.of("API key not authorized to access fraud/card_limits_1"));
        assertThat(restricted.ask("marketing", "newsletter", entry(customer)))
                .containsExactly(List.of("API key not authorized to access marketing"));
    }
}
