package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.ValueColumn;
import dev.featurestore.domain.view.VectorFeature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link FeatureViews} promises, in the world of {@link ContractWorld}. */
public abstract class FeatureViewsContract {

    /** The port under test, over a store filled from {@link ContractWorld}. */
    protected abstract FeatureViews views();

    private FeatureView found(String store, String view, int version) {
        Resolution resolution = views().find(new FeatureViewName(store, view, version));
        assertThat(resolution).isInstanceOf(Resolution.Found.class);
        return ((Resolution.Found) resolution).view();
    }

    private FeatureView inShop(String view) {
        return found("shop", view, 1);
    }

    /** The features as clients see them: {@code name: type}. */
    private static List<String> features(FeatureView view) {
        return view.features().stream()
                .map(feature -> feature.name() + ": " + feature.type().text())
                .toList();
    }

    private static List<String> names(FeatureView view) {
        return view.features().stream().map(feature -> feature.name()).toList();
    }

    private static List<String> entryNames(Lookup lookup, int part) {
        return lookup.key().get(part).entryNames();
    }

    @Test
    void aViewTellsItsNameStoreAndVersion() {
        FeatureView view = found("shop", "customer", 2);

        assertThat(view.name()).isEqualTo("customer");
        assertThat(view.version()).isEqualTo(2);
        assertThat(view.store().name()).isEqualTo("shop");
        assertThat(view.store().id()).isEqualTo(67);
    }

    @Test
    void featuresComeInOrderWithTheirOfflineTypes() {
        List<String> features = features(inShop("customer"));

        assertThat(features)
                .containsExactly(
                        "customer_id: bigint",
                        "name: string",
                        "country: string",
                        "score: double",
                        "birthday: date",
                        "vip: boolean");
    }

    @Test
    void offlineTypesKeepTheirParameters() {
        assertThat(features(inShop("order"))).contains("amount: decimal(10,2)");
        assertThat(features(inShop("vectors")))
                .contains("embedding: array<double>", "nested: array<struct<a:int,b:array<string>>>");
    }

    @Test
    void versionsOfAViewAreViewsOfTheirOwn() {
        assertThat(names(found("shop", "customer", 1))).contains("country");
        assertThat(names(found("shop", "customer", 2))).containsExactly("segment", "name");
    }

    @Test
    void viewsOfTheSameNameInTwoStoresAreTold() {
        assertThat(names(found("bank", "customer", 1))).containsExactly("rating");
        assertThat(names(found("shop", "customer", 1))).doesNotContain("rating");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "SHOP", "Shop", "sHoP"})
    void storesAreFoundInAnyCase(String store) {
        FeatureView view = found(store, "customer", 1);

        assertThat(view.store().name()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shops", "sho", "fraud'; --", "s_op", "%", "läden", "😀"})
    void anUnknownStoreIsNoStore(String store) {
        Resolution resolution = views().find(new FeatureViewName(store, "customer", 1));

        assertThat(resolution).isEqualTo(new Resolution.NoStore());
    }

    @ParameterizedTest
    @CsvSource({
        "customers, 1",
        "customer, 0",
        "customer, 3",
        "customer, -1",
        "customer, 2147483647",
        "Customer, 1",
        "custome_, 1",
        "account, 1",
        "'', 1",
        "'customer'' or ''1', 1",
        "😀, 1"
    })
    void anUnknownViewOrVersionIsNoViewOfItsStore(String view, int version) {
        Resolution resolution = views().find(new FeatureViewName("Shop", view, version));

        assertThat(resolution).isInstanceOfSatisfying(Resolution.NoView.class, missing -> {
            assertThat(missing.store().id()).isEqualTo(67);
            assertThat(missing.store().name()).isEqualTo("shop");
        });
    }

    @Test
    void aViewOverADeletedGroupNamesAFeatureThatLostIt() {
        Resolution resolution = views().find(new FeatureViewName("shop", "broken", 1));

        assertThat(resolution).isInstanceOfSatisfying(Resolution.GroupDeleted.class, deleted -> {
            assertThat(deleted.feature()).isEqualTo("lost");
            assertThat(deleted.store().id()).isEqualTo(67);
        });
    }

    @Test
    void aViewThatLostLabelsOnlyIsServedAllTheSame() {
        FeatureView view = found("shop", "unlabelled", 1);

        assertThat(view.features()).extracting(VectorFeature::name).containsExactly("customer_id", "name");
    }

    @Test
    void aViewStaysTheSameInstance() {
        FeatureView first = found("shop", "order", 1);
        FeatureView second = found("SHOP", "order", 1);

        assertThat(second).isSameAs(first);
    }

    @Test
    void labelsAreNamedButNotServed() {
        FeatureView view = inShop("order");

        assertThat(view.labels()).containsExactlyInAnyOrder("is_fraud", "o_outcome");
        assertThat(names(view))
                .containsExactly("order_id", "amount", "ordered_at", "c_customer_id", "c_name", "f_flag_id");
    }

    @Test
    void featuresOfSeveralJoinsMayInterleave() {
        FeatureView view = inShop("interleaved");

        assertThat(names(view)).containsExactly("c_name", "amount", "c_customer_id", "order_id");
        assertThat(view.labels()).containsExactlyInAnyOrder("is_fraud", "c_country");
    }

    @Test
    void aJoinWithNothingButLabelsIsNotLookedUpButItsKeysMayBeNamed() {
        FeatureView view = inShop("order");

        assertThat(view.lookups()).extracting(Lookup::joinIndex).containsExactly(0, 1, 3);
        assertThat(view.entryNames())
                .containsExactlyInAnyOrder(
                        "order_id", "c_customer_id", "customer_id", "o_order_id", "f_flag_id", "flag_id");
    }

    @Test
    void aJoinOfWhichOnlyTheKeyIsSelectedReadsNoColumns() {
        Lookup flags = inShop("order").lookups().get(2);

        assertThat(flags.columns()).isEmpty();
        assertThat(flags.key()).extracting(KeyColumn::name).containsExactly("flag_id");
    }

    @Test
    void groupsTellTheirTableStoreAndId() {
        FeatureGroup group = inShop("customer").lookups().get(0).group();

        assertThat(group.id()).isEqualTo(1001);
        assertThat(group.table()).isEqualTo("customers_1");
        assertThat(group.store().name()).isEqualTo("shop");
        assertThat(group.spine()).isFalse();
        assertThat(group.primaryKey()).containsExactly("customer_id");
    }

    @Test
    void columnsAreWhatTheViewTakesBesideTheKey() {
        Lookup customers = inShop("customer_country").lookups().get(0);

        assertThat(customers.columns()).extracting(ValueColumn::name).containsExactly("name", "country");
    }

    @Test
    void keyColumnsKeepTheOrderOfThePrimaryKey() {
        Lookup stock = inShop("stock").lookups().get(0);

        assertThat(stock.key()).extracting(KeyColumn::name).containsExactly("shop_id", "sku");
        assertThat(inShop("explicit_keys").lookups().get(2).key())
                .extracting(KeyColumn::name)
                .containsExactly("shop_id", "sku");
    }

    @Test
    void aKeyWithoutPrefixIsNamedPlainly() {
        Lookup orders = inShop("order").lookups().get(0);

        assertThat(entryNames(orders, 0)).containsExactly("order_id");
        assertThat(orders.key().get(0).required()).isTrue();
        assertThat(orders.key().get(0).joinOn()).isEmpty();
    }

    @Test
    void aKeyWithPrefixIsNamedWithItFirst() {
        Lookup customers = inShop("order").lookups().get(1);

        assertThat(entryNames(customers, 0)).containsExactly("c_customer_id", "customer_id");
    }

    @Test
    void aJoinedKeyIsNamedByTheLeftHandFirst() {
        Lookup profiles = inShop("profile").lookups().get(1);

        assertThat(entryNames(profiles, 0)).containsExactly("customer_id", "p_user_id", "user_id");
        assertThat(profiles.key().get(0).required()).isFalse();
        assertThat(profiles.key().get(0).joinOn()).contains("customer_id");
    }

    @Test
    void collidingKeysGetAPrefixFromTheirJoin() {
        FeatureView view = inShop("twins");

        assertThat(entryNames(view.lookups().get(0), 0)).containsExactly("customer_id");
        assertThat(entryNames(view.lookups().get(1), 0)).containsExactly("1_customer_id", "customer_id");
        assertThat(names(view)).containsExactly("customer_id", "name", "customer_id", "name");
        assertThat(view.positionsOf("name")).containsExactly(1, 3);
    }

    @Test
    void aKeysPrefixMayDifferFromItsJoins() {
        FeatureView view = inShop("explicit_keys");

        assertThat(entryNames(view.lookups().get(0), 0)).containsExactly("0_customer_id", "customer_id");
        assertThat(entryNames(view.lookups().get(1), 0)).containsExactly("0_customer_id", "r_user_id", "user_id");
        assertThat(names(view))
                .containsExactly("l_customer_id", "l_name", "r_user_id", "r_level", "quantity", "shop_id");
    }

    @Test
    void aGroupJoinedTwiceIsLookedUpTwice() {
        FeatureView view = inShop("pair_of_customers");

        assertThat(view.lookups())
                .extracting(lookup -> lookup.group().table())
                .containsExactly("customers_1", "customers_1");
        assertThat(view.lookups().get(0).columns())
                .extracting(ValueColumn::name)
                .containsExactly("name");
        assertThat(view.lookups().get(1).columns())
                .extracting(ValueColumn::name)
                .containsExactly("name", "country");
    }

    @Test
    void aViewMayReadTheGroupsOfOtherStores() {
        FeatureView view = inShop("rated");

        assertThat(view.lookups())
                .extracting(lookup -> lookup.group().store().name())
                .containsExactly("shop", "bank");
        assertThat(view.lookups().get(1).columns())
                .extracting(ValueColumn::name)
                .containsExactly("rating");
        assertThat(found("lab", "borrowed", 1).store().name()).isEqualTo("lab");
    }

    @Test
    void aSpineIsALookupWithoutATable() {
        FeatureView view = inShop("with_mood");

        assertThat(view.lookups()).extracting(lookup -> lookup.group().spine()).containsExactly(true, false);
        assertThat(names(view)).containsExactly("customer_id", "mood", "name");
        assertThat(entryNames(view.lookups().get(1), 0)).containsExactly("customer_id", "1_customer_id");
    }
}
