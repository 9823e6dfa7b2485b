package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.BrowseFeatureViews;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrowseServiceTest {
    private static final FeatureStore FRAUD = new FeatureStore(67, "fraud");
    private static final FeatureStore SHOP = new FeatureStore(99, "shop");
    private static final FeatureView VIEW = view();
    private static final FeatureViewName NAME = new FeatureViewName("fraud", "model", 1);
    private static final Views FRAUD_VIEWS = new Views(FRAUD, List.of(new ViewVersion("model", 1)));

    private static final Caller OWNER = member(new Grant.WholeStore(FRAUD.id()));
    private static final Caller GUEST = member(new Grant.Columns(FRAUD.id(), 1, Set.of("id")));
    private static final Caller STRANGER = member();

    private static final Failure CLOSED =
            new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access fraud");

    private static final FeatureStoreCatalogue CATALOGUE = new FeatureStoreCatalogue() {
        @Override
        public List<FeatureStore> stores() {
            return List.of(FRAUD, SHOP);
        }

        @Override
        public Optional<Views> viewsOf(String store) {
            return store.equals("fraud") ? Optional.of(FRAUD_VIEWS) : Optional.empty();
        }
    };

    @Test
    void onlyStoresWithinReachAreListed() {
        assertThat(service().stores(OWNER)).isEqualTo(new Answer.Given<>(List.of(FRAUD)));
        assertThat(service().stores(GUEST)).isEqualTo(new Answer.Given<>(List.of(FRAUD)));
        assertThat(service().stores(STRANGER)).isEqualTo(new Answer.Given<>(List.of()));
        assertThat(service().stores(new Caller.Anyone())).isEqualTo(new Answer.Given<>(List.of(FRAUD, SHOP)));
    }

    @Test
    void theViewsOfAStoreWithinReachAreListed() {
        assertThat(service().views(GUEST, "fraud")).isEqualTo(new Answer.Given<>(FRAUD_VIEWS));
    }

    @Test
    void aStoreOutOfReachKeepsItsViewsToItself() {
        assertThat(service().views(STRANGER, "fraud")).isEqualTo(new Answer.Refused<>(CLOSED));
    }

    @Test
    void aStoreThatIsNotThereIsSaidSo() {
        assertThat(service().views(STRANGER, "none"))
                .isEqualTo(new Answer.Refused<>(new Failure(ErrorCode.NO_FEATURE_STORE, "")));
    }

    @Test
    void aViewIsGivenToWhoMayReadIt() {
        assertThat(service().view(OWNER, NAME)).isEqualTo(new Answer.Given<>(VIEW));
    }

    @Test
    void aViewIsRefusedAsItsVectorsAre() {
        assertThat(service().view(GUEST, NAME))
                .isEqualTo(new Answer.Refused<>(new Failure(
                        ErrorCode.ACCESS_DENIED, "API key not authorized to access columns [age] of fraud/users_1")));
        assertThat(service().view(STRANGER, NAME)).isEqualTo(new Answer.Refused<>(CLOSED));
    }

    @Test
    void aViewThatIsNotThereIsRefusedByTheStoreFirst() {
        FeatureViews none = (name, deadline) -> new Resolution.NoView(FRAUD);

        assertThat(service(none).view(STRANGER, NAME)).isEqualTo(new Answer.Refused<>(CLOSED));
        assertThat(service(none).view(OWNER, NAME))
                .isEqualTo(new Answer.Refused<>(new Failure(
                        ErrorCode.NO_FEATURE_VIEW, "Feature store fraud has no feature view model version 1")));
    }

    private static BrowseFeatureViews service() {
        return service((name, deadline) -> new Resolution.Found(VIEW));
    }

    private static BrowseFeatureViews service(FeatureViews views) {
        return new BrowseService(views, CATALOGUE);
    }

    private static Caller member(Grant... grants) {
        return new Caller.Member(List.of(ProjectGrants.of(List.of(grants))));
    }

    private static FeatureView view() {
        FeatureGroup users = new FeatureGroup(
                1,
                "users",
                1,
                FRAUD,
                false,
                Map.of("id", ColumnType.parse("bigint"), "age", ColumnType.parse("int")),
                List.of("id"));
        return FeatureView.compile(new FeatureViewDefinition(
                FRAUD,
                "model",
                1,
                List.of(new Join(0, "", users)),
                List.of(new Feature("age", OfflineType.of("int"), 0, 0, false)),
                List.of(new ServingKey(0, "id", "", true, Optional.empty()))));
    }
}
