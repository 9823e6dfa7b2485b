package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.BrowseFeatureViews;
import dev.featurestore.application.usecase.BrowseFeatureViews.Described;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrowseServiceTest {
    private static final FeatureStore FRAUD = new FeatureStore(67, "fraud");
    private static final FeatureStore SHOP = new FeatureStore(99, "shop");
    private static final FeatureView VIEW = view();
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(1));
    private static final FeatureViewName NAME = new FeatureViewName("fraud", "model", 1);
    private static final Views FRAUD_VIEWS = new Views(FRAUD, List.of(new ViewVersion("model", 1)));

    private static final FeatureViews FOUND = (name, deadline) -> new Resolution.Found(VIEW);
    private static final StoredKeys NO_KEYS = (view, lookup, most, deadline) -> List.of();

    private static final Caller OWNER = member(new Grant.WholeStore(FRAUD.id()));
    private static final Caller GUEST = member(new Grant.Columns(FRAUD.id(), 1, Set.of("id")));
    private static final Caller STRANGER = member();

    private static final Failure CLOSED =
            new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access fraud");

    private static final FeatureStoreCatalogue CATALOGUE = new FeatureStoreCatalogue() {
        @Override
        public List<FeatureStore> stores(Deadline deadline) {
            return List.of(FRAUD, SHOP);
        }

        @Override
        public Optional<Views> viewsOf(String store, Deadline deadline) {
            return store.equals("fraud") ? Optional.of(FRAUD_VIEWS) : Optional.empty();
        }
    };

    @Test
    void onlyStoresWithinReachAreListed() {
        assertThat(service().stores(OWNER, SOON)).isEqualTo(new Answer.Given<>(List.of(FRAUD)));
        assertThat(service().stores(GUEST, SOON)).isEqualTo(new Answer.Given<>(List.of(FRAUD)));
        assertThat(service().stores(STRANGER, SOON)).isEqualTo(new Answer.Given<>(List.of()));
        assertThat(service().stores(new Caller.Anyone(), SOON)).isEqualTo(new Answer.Given<>(List.of(FRAUD, SHOP)));
    }

    @Test
    void theViewsOfAStoreWithinReachAreListed() {
        assertThat(service().views(GUEST, "fraud", SOON)).isEqualTo(new Answer.Given<>(FRAUD_VIEWS));
    }

    @Test
    void aStoreOutOfReachKeepsItsViewsToItself() {
        assertThat(service().views(STRANGER, "fraud", SOON)).isEqualTo(new Answer.Refused<>(CLOSED));
    }

    @Test
    void aStoreThatIsNotThereIsSaidSo() {
        assertThat(service().views(STRANGER, "none", SOON))
                .isEqualTo(new Answer.Refused<>(new Failure(ErrorCode.NO_FEATURE_STORE, "")));
    }

    @Test
    void aViewIsGivenToWhoMayReadIt() {
        assertThat(service().view(OWNER, NAME, SOON)).isEqualTo(new Answer.Given<>(new Described(VIEW, List.of())));
    }

    @Test
    void aViewComesWithEntriesForWhichThereAreRows() {
        StoredKeys two = (view, lookup, most, deadline) ->
                Stream.of(7, 9).limit(most).map(BrowseServiceTest::key).toList();

        assertThat(service(FOUND, two).view(OWNER, NAME, SOON))
                .isEqualTo(new Answer.Given<>(new Described(
                        VIEW, List.of(Map.of("id", new Value.Whole(7)), Map.of("id", new Value.Whole(9))))));
    }

    @Test
    void aViewIsGivenWithoutEntriesIfTheRowsCannotBeRead() {
        StoredKeys down = (view, lookup, most, deadline) -> {
            throw StoreFailure.unavailable("down", Duration.ofSeconds(1), new IllegalStateException());
        };
        StoredKeys changed = (view, lookup, most, deadline) -> {
            throw new OutdatedFeatureView(view, "changed");
        };

        assertThat(service(FOUND, down).view(OWNER, NAME, SOON))
                .isEqualTo(new Answer.Given<>(new Described(VIEW, List.of())));
        assertThat(service(FOUND, changed).view(OWNER, NAME, SOON))
                .isEqualTo(new Answer.Given<>(new Described(VIEW, List.of())));
    }

    @Test
    void noKeyIsReadForWhoMayNotReadTheView() {
        StoredKeys never = (view, lookup, most, deadline) -> {
            throw new IllegalStateException("a key was read");
        };

        assertThat(service(FOUND, never).view(GUEST, NAME, SOON)).isInstanceOf(Answer.Refused.class);
    }

    /** Two groups: the first one's key of one part, the second one's of two, one of which they share. */
    @Test
    void oneReadIsEnoughForGroupsThatShareTheirKeys() {
        List<String> read = new ArrayList<>();
        StoredKeys keys = (view, lookup, most, deadline) -> {
            read.add(lookup.group().name());
            return List.of(new Key(lookup.key().stream()
                    .<KeyValue>map(column -> new KeyValue.Whole(lookup.key().size()))
                    .toList()));
        };

        Answer<Described> answer = service((name, deadline) -> new Resolution.Found(joined()), keys)
                .view(OWNER, NAME, SOON);

        assertThat(((Answer.Given<Described>) answer).value().stored())
                .containsExactly(Map.of("id", new Value.Whole(2), "shop", new Value.Whole(2)));
        assertThat(read).containsExactly("visits");
    }

    @Test
    void aViewIsRefusedAsItsVectorsAre() {
        assertThat(service().view(GUEST, NAME, SOON))
                .isEqualTo(new Answer.Refused<>(new Failure(
                        ErrorCode.ACCESS_DENIED, "API key not authorized to access columns [age] of fraud/users_1")));
        assertThat(service().view(STRANGER, NAME, SOON)).isEqualTo(new Answer.Refused<>(CLOSED));
    }

    @Test
    void aViewThatIsNotThereIsRefusedByTheStoreFirst() {
        FeatureViews none = (name, deadline) -> new Resolution.NoView(FRAUD);

        assertThat(service(none).view(STRANGER, NAME, SOON)).isEqualTo(new Answer.Refused<>(CLOSED));
        assertThat(service(none).view(OWNER, NAME, SOON))
                .isEqualTo(new Answer.Refused<>(new Failure(
                        ErrorCode.NO_FEATURE_VIEW, "Feature store fraud has no feature view model version 1")));
    }

    @Test
    void allThatIsReadForItIsReadByItsDeadline() {
        List<Deadline> deadlines = new ArrayList<>();
        FeatureStoreCatalogue catalogue = new FeatureStoreCatalogue() {
            @Override
            public List<FeatureStore> stores(Deadline deadline) {
                deadlines.add(deadline);
                return CATALOGUE.stores(deadline);
            }

            @Override
            public Optional<Views> viewsOf(String store, Deadline deadline) {
                deadlines.add(deadline);
                return CATALOGUE.viewsOf(store, deadline);
            }
        };
        FeatureViews views = (name, deadline) -> {
            deadlines.add(deadline);
            return FOUND.find(name, deadline);
        };
        StoredKeys keys = (view, lookup, most, deadline) -> {
            deadlines.add(deadline);
            return List.of();
        };
        BrowseFeatureViews service = new BrowseService(views, catalogue, keys);

        service.stores(OWNER, SOON);
        service.views(OWNER, "fraud", SOON);
        service.view(OWNER, NAME, SOON);

        assertThat(deadlines).hasSize(4).allMatch(deadline -> deadline == SOON);
    }

    private static BrowseFeatureViews service() {
        return service(FOUND);
    }

    private static BrowseFeatureViews service(FeatureViews views) {
        return service(views, NO_KEYS);
    }

    private static BrowseFeatureViews service(FeatureViews views, StoredKeys keys) {
        return new BrowseService(views, CATALOGUE, keys);
    }

    private static Caller member(Grant... grants) {
        return new Caller.Member(List.of(ProjectGrants.of(List.of(grants))));
    }

    private static Key key(int id) {
        return new Key(List.of(new KeyValue.Whole(id)));
    }

    private static FeatureView joined() {
        ColumnType bigint = ColumnType.parse("bigint");
        FeatureGroup users =
                new FeatureGroup(1, "users", 1, FRAUD, false, Map.of("id", bigint, "age", bigint), List.of("id"));
        FeatureGroup visits = new FeatureGroup(
                2,
                "visits",
                1,
                FRAUD,
                false,
                Map.of("id", bigint, "shop", bigint, "count", bigint),
                List.of("id", "shop"));
        return FeatureView.compile(new FeatureViewDefinition(
                FRAUD,
                "model",
                1,
                List.of(new Join(0, "", users), new Join(1, "", visits)),
                List.of(
                        new Feature("age", OfflineType.of("bigint"), 0, 0, false),
                        new Feature("count", OfflineType.of("bigint"), 1, 1, false)),
                List.of(
                        new ServingKey(0, "id", "", true, Optional.empty()),
                        new ServingKey(1, "id", "", false, Optional.of("id")),
                        new ServingKey(1, "shop", "", true, Optional.empty()))));
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
