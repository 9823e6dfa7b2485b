package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class MutationsTest {
    @Parameter
    private Engine engine;

    private LoadedWorld loaded;
    private Mutations mutations;

    @BeforeEach
    void load() {
        loaded = HopsworksLoader.load(engine, Generation.V5, World.contract());
        mutations = loaded.mutations();
    }

    @AfterEach
    void drop() {
        loaded.close();
    }

    private List<String> texts(String query, Object... values) {
        return Queries.texts(engine, query, values);
    }

    private List<String> featuresOf(String view) {
        return texts(
                "SELECT f.`name` FROM `hopsworks`.`training_dataset_feature` f JOIN `hopsworks`.`feature_view` v"
                        + " ON v.`id` = f.`feature_view_id` WHERE v.`name` = ? ORDER BY f.`idx`",
                view);
    }

    @Test
    void aDroppedViewIsGoneUntilItIsCreatedAgain() {
        World.View view = loaded.world().store("shop").view("profile", 1);

        mutations.dropView("shop", "profile", 1);

        assertThat(featuresOf("profile")).isEmpty();
        assertThat(texts("SELECT `id` FROM `hopsworks`.`serving_key` WHERE `prefix` = 'p_'"))
                .isEmpty();

        mutations.createView("shop", view);

        assertThat(featuresOf("profile")).containsExactly("customer_id", "name", "user_id", "level");
    }

    @Test
    void aViewMayComeBackWithOtherFeatures() {
        mutations.dropView("shop", "profile_full", 1);

        mutations.createView("shop", """
                {"name": "profile_full", "version": 1,
                 "joins": [{"featureGroup": "profiles", "version": 1, "features": ["since"]}]}
                """);

        assertThat(featuresOf("profile_full")).containsExactly("since");
    }

    @Test
    void aStatedServingKeyIsRequiredAndHasItsJoinsPrefixUnlessItSaysOtherwise() {
        mutations.createView("shop", """
                {"name": "stated", "version": 1,
                 "joins": [{"featureGroup": "stock", "version": 1, "prefix": "s_", "features": ["price"]}],
                 "servingKeys": [{"join": 0, "feature": "sku"},
                                 {"join": 0, "feature": "shop_id", "prefix": "", "required": false, "joinOn": "shop"}]}
                """);

        assertThat(texts(
                        "SELECT CONCAT(k.`prefix`, k.`feature_name`, ' ', k.`required`, ' ', COALESCE(k.`join_on`, '-'))"
                                + " FROM `hopsworks`.`serving_key` k JOIN `hopsworks`.`feature_view` v"
                                + " ON v.`id` = k.`feature_view_id` WHERE v.`name` = 'stated' ORDER BY k.`id`"))
                .containsExactly("s_sku 1 -", "shop_id 0 shop");
    }

    @Test
    void aDeletedGroupLeavesItsViewsWithoutOne() {
        mutations.deleteGroup("shop", "profiles", 1);

        assertThat(
                        texts(
                                "SELECT f.`feature_group` FROM `hopsworks`.`training_dataset_feature` f JOIN"
                                        + " `hopsworks`.`feature_view` v ON v.`id` = f.`feature_view_id` WHERE v.`name` = 'profile_full'"))
                .containsExactly(null, null, null);
        assertThat(texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop'"))
                .doesNotContain("profiles_1")
                .contains("customers_1");
    }

    @Test
    void aMemberComesAndGoes() {
        String members = "SELECT `team_role` FROM `hopsworks`.`project_team` WHERE `team_member` = 'lab@lab.test'";

        mutations.revokeMembership("lab", "lab@lab.test");
        assertThat(texts(members)).isEmpty();

        mutations.grantMembership("lab", "lab@lab.test", "Feature store restricted");
        assertThat(texts(members)).containsExactly("Feature store restricted");
    }

    @Test
    void onlyTheDeletedKeyIsGone() {
        mutations.deleteKey("shopOwner0000001.secret-of-the-owner");

        assertThat(texts("SELECT `prefix` FROM `hopsworks`.`api_key`"))
                .doesNotContain("shopOwner0000001")
                .contains("shopOwner0000002");
    }

    @Test
    void aStoreIsSharedNoLonger() {
        String shared = "SELECT `id` FROM `hopsworks`.`shared_feature_store` WHERE `shared_entirely` = 1";

        mutations.shareStore("bank", "lab", false);
        assertThat(texts(shared)).isEmpty();

        mutations.shareStore("bank", "lab", true);
        assertThat(texts(shared)).hasSize(1);
    }

    @Test
    void rowsChangeAndVanish() {
        mutations.setValue("shop", "customers", 1, "name", "Eve", "customer_id", 1);
        mutations.deleteRows("shop", "customers", 1, "customer_id", 2);

        assertThat(texts("SELECT `name` FROM `shop`.`customers_1` WHERE `customer_id` < 3"))
                .containsExactly("Eve");
    }
}
