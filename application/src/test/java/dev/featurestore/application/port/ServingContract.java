package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.service.ApiKeyAuthentication;
import dev.featurestore.application.service.FeatureVectorService;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get when the use cases run over an adapter's three ports, in the world of {@link ContractWorld}. */
public abstract class ServingContract {
    private static final Object[] NOTHING_PASSED = {};

    /** The first port under test, over a store filled from {@link ContractWorld}. */
    protected abstract FeatureViews views();

    /** The second. */
    protected abstract OnlineStore store();

    /** The third. */
    protected abstract Callers callers();

    private FeatureVectorService service() {
        return new FeatureVectorService(views(), store());
    }

    /** One vector of a view of the shop, for its owner, by names and values in turn. */
    private String serve(String view, Object... entry) {
        return serve(ContractWorld.OWNER, new FeatureViewName("shop", view, 1), entry, NOTHING_PASSED);
    }

    private String serve(String apiKey, FeatureViewName view, Object[] entry, Object[] passed) {
        Answer<Caller> caller =
                new ApiKeyAuthentication(callers()).authenticate(Credential.ofHeader(apiKey), Deadline.NONE);
        if (caller instanceof Answer.Refused<Caller> refused) {
            return shown(refused.failure());
        }
        GetFeatureVector.Query query = new GetFeatureVector.Query(
                ((Answer.Given<Caller>) caller).value(),
                view,
                new Entry.Given(values(entry)),
                new PassedFeatures(values(passed)),
                true);
        Answer<GetFeatureVector.Vector> answer = Completed.get(service().get(query));
        return answer instanceof Answer.Given<GetFeatureVector.Vector> given
                ? shown(given.value().vector())
                : shown(((Answer.Refused<GetFeatureVector.Vector>) answer).failure());
    }

    /** A batch of a view of the shop, for its owner. */
    private List<String> serveAll(String view, List<Entry> entries, List<PassedFeatures> passed) {
        Caller owner = ((Answer.Given<Caller>) new ApiKeyAuthentication(callers())
                        .authenticate(Credential.ofHeader(ContractWorld.OWNER), Deadline.NONE))
                .value();
        GetFeatureVectors.Query query =
                new GetFeatureVectors.Query(owner, new FeatureViewName("shop", view, 1), entries, passed, true);
        Answer<GetFeatureVectors.Vectors> answer = Completed.get(service().get(query));
        return ((Answer.Given<GetFeatureVectors.Vectors>) answer)
                .value().vectors().stream().map(ServingContract::shown).toList();
    }

    private static Object[] entry(Object... namesAndValues) {
        return namesAndValues;
    }

    private static Entry given(Object... namesAndValues) {
        return new Entry.Given(values(namesAndValues));
    }

    private static Map<String, Value> values(Object... namesAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            values.put(
                    (String) namesAndValues[i],
                    value instanceof Number ? new Value.Numeral(value.toString()) : Value.text(value.toString()));
        }
        return values;
    }

    private static String shown(FeatureVector vector) {
        return vector instanceof FeatureVector.Served served
                ? (served.complete() ? "COMPLETE " : "MISSING ") + Rendered.of(new ArrayList<>(served.features()))
                : shown(((FeatureVector.Failed) vector).failure());
    }

    private static String shown(Failure failure) {
        return failure.code().number() + " " + failure.message();
    }

    @Test
    void aWholeVectorIsComplete() {
        assertThat(serve("customer", "customer_id", 1)).isEqualTo("COMPLETE [1, 'Ada', 'SE', 0.5, '1990-02-28', 1]");
    }

    @Test
    void aRowOfNullsIsComplete() {
        assertThat(serve("customer", "customer_id", 3)).isEqualTo("COMPLETE [3, null, null, null, null, null]");
    }

    @Test
    void aMissingRowEchoesTheKeyAndNullsTheRest() {
        assertThat(serve("customer", "customer_id", 9876543))
                .isEqualTo("MISSING [9876543, null, null, null, null, null]");
    }

    @Test
    void aKeyIsEchoedAsItWasSent() {
        assertThat(serve("customer_name", "customer_id", "1")).isEqualTo("COMPLETE ['1', 'Ada']");
        assertThat(serve("customer_name", "customer_id", 1.0)).isEqualTo("COMPLETE [1.0, 'Ada']");
    }

    @Test
    void aKeyThatIsNotAFeatureIsNotEchoed() {
        assertThat(serve("pairs", "left_part", "a", "right_part", "bc")).isEqualTo("COMPLETE [1]");
    }

    @Test
    void joinsFillTheirOwnPositions() {
        assertThat(serve("order", "order_id", 100, "c_customer_id", 2, "f_flag_id", 1))
                .isEqualTo("COMPLETE [100, 1.50, '2022-01-29 00:00:00', 2, 'Bob', 1]");
        assertThat(serve("interleaved", "order_id", 102, "customer_id", 1))
                .isEqualTo("COMPLETE ['Ada', -0.05, 1, 102]");
    }

    @Test
    void aLeftOutKeyLeavesItsGroupUnread() {
        assertThat(serve("order", "order_id", 100))
                .isEqualTo("MISSING [100, 1.50, '2022-01-29 00:00:00', null, null, null]");
        assertThat(serve("stock", "sku", "a1")).isEqualTo("MISSING [null, 'a1', null]");
    }

    @Test
    void aKeyOfAGroupThatIsNotReadIsAcceptedAndIgnored() {
        assertThat(serve("order", "o_order_id", "no number")).isEqualTo("MISSING [null, null, null, null, null, null]");
    }

    @Test
    void theLeftHandKeyFindsTheJoinedRow() {
        assertThat(serve("profile", "customer_id", 1)).isEqualTo("COMPLETE [1, 'Ada', 1, 7]");
        assertThat(serve("profile", "customer_id", 2)).isEqualTo("MISSING [2, 'Bob', 2, null]");
        assertThat(serve("profile", "customer_id", 1, "p_user_id", 3)).isEqualTo("COMPLETE [1, 'Ada', 1, 7]");
        assertThat(serve("profile", "p_user_id", 3)).isEqualTo("MISSING [null, null, 3, 1]");
        assertThat(serve("profile", "user_id", 3)).isEqualTo("MISSING [null, null, 3, 1]");
    }

    @Test
    void collidingKeysAreToldByTheirSyntheticPrefix() {
        assertThat(serve("twins", "customer_id", 1, "1_customer_id", 2)).isEqualTo("COMPLETE [1, 'Ada', 2, 'Bob']");
        assertThat(serve("twins", "customer_id", 1)).isEqualTo("COMPLETE [1, 'Ada', 1, 'Ada']");
        assertThat(serve("twins", "1_customer_id", 1)).isEqualTo("MISSING [null, null, 1, 'Ada']");
    }

    @Test
    void aKeysPrefixMayDifferFromItsFeatures() {
        assertThat(serve("explicit_keys", "0_customer_id", 1, "sku", "a1", "shop_id", 2))
                .isEqualTo("COMPLETE [1, 'Ada', 1, 7, 7, 2]");
        assertThat(serve("explicit_keys", "l_customer_id", 1))
                .isEqualTo("12 Wrong primay-key column. Column: l_customer_id");
    }

    @Test
    void aGroupJoinedTwiceServesTwoRows() {
        assertThat(serve("pair_of_customers", "a_customer_id", 1, "b_customer_id", 2))
                .isEqualTo("COMPLETE ['Ada', 'Bob', 'NO']");
        assertThat(serve("pair_of_customers", "customer_id", 2)).isEqualTo("COMPLETE ['Bob', 'Bob', 'NO']");
    }

    @Test
    void aSpineIsFilledByPassedFeaturesAndStaysMissing() {
        String vector = serve(
                ContractWorld.OWNER,
                new FeatureViewName("shop", "with_mood", 1),
                entry("customer_id", 1),
                entry("mood", "glad"));

        assertThat(vector).isEqualTo("MISSING [1, 'glad', 'Ada']");
    }

    @Test
    void passedFeaturesOverwriteEveryPositionOfTheirName() {
        String vector = serve(
                ContractWorld.OWNER,
                new FeatureViewName("shop", "twins", 1),
                entry("customer_id", 1, "1_customer_id", 99),
                entry("name", "Eve"));

        assertThat(vector).isEqualTo("MISSING [1, 'Eve', 99, 'Eve']");
    }

    @Test
    void passedFeaturesAreValidated() {
        FeatureViewName order = new FeatureViewName("shop", "order", 1);

        assertThat(serve(ContractWorld.OWNER, order, entry("order_id", 100), entry("is_fraud", 1)))
                .isEqualTo("11 Passed feature 'is_fraud' is a label of feature view shop/order version 1");
        assertThat(serve(ContractWorld.OWNER, order, entry("order_id", 100), entry("amount", "much")))
                .startsWith("10 Wrong type of passed feature 'amount'. Got: 'string', expected: 'number'"
                        + " (offline type: decimal(10,2))");
    }

    @ParameterizedTest
    @CsvSource({
        "by_all, u_id, -1",
        "by_all, d_id, 1.234",
        "by_all, day_id, 2022-02-30",
        "by_all, m_id, 2022-01-29",
        "by_all, o_id, no*base64",
        "by_all, t_id, 128",
        "customer, customer_id, abc",
        "customer, customer_id, 9223372036854775808",
        "stock, shop_id, 2147483648"
    })
    void aKeyThatItsColumnCannotHoldIsAWrongType(String view, String name, String value) {
        assertThat(serve(view, name, value)).startsWith("10 Wrong value of serving key '" + name + "'.");
    }

    @Test
    void numbersFindTextKeysByTheirDigits() {
        assertThat(serve("by_all", "w_id", 36)).isEqualTo("MISSING [null, null, null, null, null, 'digits', null]");
    }

    @Test
    void aBatchServesEachEntryByItself() {
        List<String> vectors = serveAll(
                "profile",
                List.of(
                        given("customer_id", 1),
                        given("customer_id", "x"),
                        given("customer_id", 2),
                        given("nobody", 1),
                        given("customer_id", 77),
                        new Entry.NotAnObject(JsonType.NUMBER),
                        given("user_id", 3),
                        given("customer_id", 1)),
                List.of());

        assertThat(vectors)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("COMPLETE [1, 'Ada', 1, 7]"),
                        second -> assertThat(second).startsWith("10 Wrong value of serving key 'customer_id'."),
                        third -> assertThat(third).isEqualTo("MISSING [2, 'Bob', 2, null]"),
                        fourth -> assertThat(fourth).isEqualTo("12 Wrong primay-key column. Column: nobody"),
                        fifth -> assertThat(fifth).isEqualTo("MISSING [77, null, 77, null]"),
                        sixth -> assertThat(sixth).startsWith("12 "),
                        seventh -> assertThat(seventh).isEqualTo("MISSING [null, null, 3, 1]"),
                        eighth -> assertThat(eighth).isEqualTo("COMPLETE [1, 'Ada', 1, 7]"));
    }

    @Test
    void passedFeaturesOfABatchGoToTheirEntries() {
        List<String> vectors = serveAll(
                "customer_name",
                List.of(given("customer_id", 1), given("customer_id", 2), given("customer_id", 99)),
                List.of(
                        PassedFeatures.NONE,
                        new PassedFeatures(values("name", "Bo")),
                        new PassedFeatures(values("name", "Nobody"))));

        assertThat(vectors).containsExactly("COMPLETE [1, 'Ada']", "COMPLETE [2, 'Bo']", "MISSING [99, 'Nobody']");
    }

    @Test
    void whatIsNotThereIsRefused() {
        Object[] entry = entry("customer_id", 1);

        assertThat(serve(ContractWorld.OWNER, new FeatureViewName("nowhere", "customer", 1), entry, NOTHING_PASSED))
                .isEqualTo("2 ");
        assertThat(serve(ContractWorld.OWNER, new FeatureViewName("Shop", "customers", 1), entry, NOTHING_PASSED))
                .isEqualTo("1 Feature store shop has no feature view customers version 1");
        assertThat(serve(ContractWorld.OWNER, new FeatureViewName("shop", "broken", 1), entry, NOTHING_PASSED))
                .isEqualTo(
                        "3 The feature group of feature 'lost' of feature view shop/broken version 1 has been deleted");
    }

    @ParameterizedTest
    @CsvSource({"account", "nothing", "broken"})
    void aStoreOutOfReachKeepsItsViewsToItself(String view) {
        String answer = serve(
                ContractWorld.STRANGER,
                new FeatureViewName("bank", view, 1),
                entry("account_id", "SE-1"),
                NOTHING_PASSED);

        assertThat(answer).isEqualTo("17 API key not authorized to access bank");
    }

    @ParameterizedTest
    @CsvSource({"shopOwner0000001.wrong", "shopOwner0000009.secret-of-the-owner"})
    void unknownKeysAndWrongSecretsAreRefusedAlike(String apiKey) {
        String answer =
                serve(apiKey, new FeatureViewName("shop", "customer", 1), entry("customer_id", 1), NOTHING_PASSED);

        assertThat(answer).isEqualTo("22 Invalid API key");
    }

    @Test
    void aMemberOfTwoProjectsReadsAViewOverBothStores() {
        String vector = serve(
                ContractWorld.BOTH,
                new FeatureViewName("BANK", "customer_account", 1),
                entry("customer_id", 2, "acc_account_id", "NO-2"),
                NOTHING_PASSED);

        assertThat(vector).isEqualTo("COMPLETE [2, 'Bob', 'NO-2', -3.10]");
    }
}
