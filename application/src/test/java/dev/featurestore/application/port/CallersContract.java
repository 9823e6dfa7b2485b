package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Callers} promises, in the world of {@link ContractWorld}: who a key's owner is, by what it may read. */
public abstract class CallersContract {

    /** The feature views of the same store. */
    protected abstract FeatureViews views();

    /** The port under test, over a store filled from {@link ContractWorld}. */
    protected abstract Callers callers();

    private Caller caller(String apiKey) {
        return callers().byApiKey(ContractWorld.key(apiKey)).orElseThrow();
    }

    /** Why the owner of the key may not read the view; empty if it may. */
    private String denial(String apiKey, String store, String view) {
        Caller caller = caller(apiKey);
        FeatureView found = ((Resolution.Found) views().find(new FeatureViewName(store, view, 1))).view();
        Optional<Failure> denied = Access.denial(caller, found.store()).or(() -> Access.denial(caller, found));
        denied.ifPresent(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        return denied.map(Failure::message).orElse("");
    }

    private void assertMayRead(String apiKey, String store, String view) {
        assertThat(denial(apiKey, store, view)).isEmpty();
    }

    private void assertDenied(String apiKey, String store, String view, String what) {
        assertThat(denial(apiKey, store, view)).isEqualTo("API key not authorized to access " + what);
    }

    @Test
    void aKeyWithItsSecretFindsItsOwner() {
        Optional<Caller> caller = callers().byApiKey(ContractWorld.key(ContractWorld.OWNER));

        assertThat(caller).containsInstanceOf(Caller.Member.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopOwner0000001.wrong",
                "shopOwner0000001.secret-of-the-owne",
                "shopOwner0000001.secret-of-the-owner2",
                "shopOwner0000001.Secret-of-the-owner",
                "shopOwner0000001.secret-of-both",
                "shopOwner0000001.Another.Secret/With+Signs="
            })
    void aWrongSecretFindsNobody(String apiKey) {
        assertThat(callers().byApiKey(ContractWorld.key(apiKey))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopOwner0000009.secret-of-the-owner",
                "shopOwner000000%.secret-of-the-owner",
                "shopOwner000000_.secret-of-the-owner",
                "' or 1=1 or 'a'=.secret-of-the-owner"
            })
    void anUnknownPrefixFindsNobody(String apiKey) {
        String withoutBlanks = apiKey.replace(' ', '+');

        assertThat(callers().byApiKey(ContractWorld.key(withoutBlanks))).isEmpty();
    }

    @Test
    void everyKeyOfAUserFindsTheSameRights() {
        assertMayRead(ContractWorld.OWNER_SECOND_KEY, "shop", "order");
        assertDenied(ContractWorld.OWNER_SECOND_KEY, "bank", "account", "bank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "order", "profile_full", "stock", "with_mood", "vectors", "by_all"})
    void aMemberReadsEverythingInTheProjectsOwnStore(String view) {
        assertMayRead(ContractWorld.OWNER, "shop", view);
        assertMayRead(ContractWorld.BOTH, "shop", view);
    }

    @Test
    void aMemberOfOneProjectDoesNotReachTheOther() {
        assertDenied(ContractWorld.OWNER, "bank", "account", "bank");
        assertDenied(ContractWorld.OWNER, "lab", "borrowed", "lab");
    }

    @Test
    void aViewThatReadsAnotherProjectsStoreNeedsThatStoreToo() {
        assertDenied(ContractWorld.OWNER, "shop", "rated", "bank");
        assertMayRead(ContractWorld.BOTH, "shop", "rated");
        assertMayRead(ContractWorld.BOTH, "bank", "customer_account");
    }

    @Test
    void aMemberOfNoProjectIsKnownButReachesNothing() {
        assertDenied(ContractWorld.STRANGER, "shop", "customer_name", "shop");
        assertDenied(ContractWorld.STRANGER, "bank", "account", "bank");
    }

    @Test
    void aStoreSharedEntirelyIsReadAllOver() {
        assertMayRead(ContractWorld.LAB, "bank", "account");
        assertMayRead(ContractWorld.LAB, "bank", "customer");
    }

    @Test
    void aGroupSharedEntirelyIsReadWithAllItsColumns() {
        assertMayRead(ContractWorld.LAB, "shop", "stock");
    }

    @Test
    void aGroupThatIsNotSharedIsDeniedByItsTable() {
        assertDenied(ContractWorld.LAB, "shop", "order", "shop/orders_1");
        assertDenied(ContractWorld.LAB, "shop", "vectors", "shop/vectors_1");
    }

    @Test
    void sharedColumnsAreReadAndNoOthers() {
        assertMayRead(ContractWorld.LAB, "shop", "customer_country");
        assertMayRead(ContractWorld.LAB, "shop", "profile");
        assertDenied(ContractWorld.LAB, "shop", "customer", "columns [birthday, score, vip] of shop/customers_1");
        assertDenied(ContractWorld.LAB, "shop", "profile_full", "columns [since] of shop/profiles_1");
    }

    @Test
    void sharesOfAllKindsAddUpOverTheGroupsOfAView() {
        assertMayRead(ContractWorld.LAB, "bank", "customer_account");
        assertMayRead(ContractWorld.LAB, "lab", "borrowed");
    }

    @Test
    void columnsOfTwoProjectsDoNotAddUpWithinAGroup() {
        assertThat(denial(ContractWorld.TORN, "shop", "profile_full"))
                .startsWith("API key not authorized to access columns [")
                .endsWith("] of shop/profiles_1");
    }

    @Test
    void aRestrictedMemberReadsWhatWasGrantedAndNoMore() {
        assertMayRead(ContractWorld.RESTRICTED, "shop", "stock");
        assertMayRead(ContractWorld.RESTRICTED, "shop", "customer_name");
        assertDenied(
                ContractWorld.RESTRICTED,
                "shop",
                "customer",
                "columns [birthday, country, score, vip] of shop/customers_1");
        assertDenied(ContractWorld.RESTRICTED, "shop", "order", "shop/orders_1");
    }

    @Test
    void aGrantIntoAnotherProjectsStoreGivesARestrictedMemberNothing() {
        assertDenied(ContractWorld.RESTRICTED, "bank", "account", "bank");
    }

    @ParameterizedTest
    @CsvSource({"bank, account", "shop, stock", "shop, customer_country", "lab, borrowed"})
    void aRestrictedMemberKeepsWhatOtherProjectsGive(String store, String view) {
        assertMayRead(ContractWorld.GUEST, store, view);
    }

    @Test
    void aRestrictedMemberWithoutGrantsGetsNothingThroughTheProject() {
        assertDenied(ContractWorld.GUEST, "shop", "order", "shop/orders_1");
        assertDenied(ContractWorld.GUEST, "shop", "customer", "columns [birthday, score, vip] of shop/customers_1");
    }

    @Test
    void grantsForRestrictedMembersAreWorthNothingToOthers() {
        assertMayRead(ContractWorld.OUTSIDER, "bank", "account");
        assertDenied(ContractWorld.OUTSIDER, "shop", "order", "shop/orders_1");
    }
}
