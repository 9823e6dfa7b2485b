package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.vector.Row;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeatureVectorServiceTest {
    private static final FeatureStore FRAUD = new FeatureStore(67, "fraud");
    private static final FeatureStore SHOP = new FeatureStore(99, "shop");
    private static final FeatureView VIEW = usersView(FRAUD);
    private static final FeatureViewName NAME = new FeatureViewName("Fraud", "model", 1);

    private static final Caller OWNER = member(new Grant.WholeStore(FRAUD.id()));
    private static final Caller GUEST = member(new Grant.Columns(FRAUD.id(), 1, Set.of("id")));
    private static final Caller STRANGER = member(new Grant.WholeStore(SHOP.id()));

    private static final FeatureViews FOUND = (name, deadline) -> new Resolution.Found(VIEW);
    private static final OnlineStore NEVER_READ = (view, entries, deadline) -> {
        throw new AssertionError("read " + entries);
    };

    private static final Failure NOT_AUTHORIZED =
            new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access fraud");
    private static final Failure WRONG_NAME =
            new Failure(ErrorCode.INCORRECT_PRIMARY_KEY, "Wrong primay-key column. Column: ts");

    /** A store with the one row id 1, age 40; it notes what it is asked for. */
    private final List<List<EntryKeys>> reads = new ArrayList<>();

    private final OnlineStore store = (view, entries, deadline) -> {
        assertThat(view).isSameAs(VIEW);
        reads.add(entries);
        return CompletableFuture.completedFuture(entries.stream()
                .map(keys -> keys.equals(keys(1)) ? new Row.Found(List.of(number("40"))) : Row.MISSING)
                .map(row -> new EntryRows(List.of(row)))
                .toList());
    };

    @Nested
    class One {
        @Test
        void isServedWithItsView() {
            Answer<GetFeatureVector.Vector> answer =
                    service(OWNER, FOUND, store).get(query(entry("id", "1")));

            assertThat(answer)
                    .isEqualTo(new Answer.Given<>(new GetFeatureVector.Vector(
                            VIEW,
                            new FeatureVector.Served(
                                    List.of(number("1"), number("40")), true, List.of(LookupStatus.FOUND)))));
            assertThat(reads).containsExactly(List.of(keys(1)));
        }

        @Test
        void isServedThoughItsRowIsMissing() {
            Answer<GetFeatureVector.Vector> answer =
                    service(OWNER, FOUND, store).get(query(entry("id", "404")));

            assertThat(answer)
                    .isEqualTo(new Answer.Given<>(new GetFeatureVector.Vector(
                            VIEW,
                            new FeatureVector.Served(
                                    List.of(number("404"), Value.NULL), false, List.of(LookupStatus.NO_ROW)))));
        }

        @Test
        void takesItsPassedFeaturesAndWhetherToValidateThem() {
            PassedFeatures passed = new PassedFeatures(Map.of("age", Value.text("old")));

            Answer<GetFeatureVector.Vector> validated =
                    service(OWNER, FOUND, store).get(query(entry("id", "1"), passed, true));
            Answer<GetFeatureVector.Vector> unseen =
                    service(OWNER, FOUND, store).get(query(entry("id", "1"), passed, false));

            assertThat(failure(validated).code()).isEqualTo(ErrorCode.WRONG_DATA_TYPE);
            assertThat(unseen)
                    .isInstanceOfSatisfying(
                            Answer.Given.class,
                            given -> assertThat(((GetFeatureVector.Vector) given.value())
                                            .vector()
                                            .features())
                                    .containsExactly(number("1"), Value.text("old")));
        }

        @Test
        void atFaultIsRefusedUnread() {
            Answer<GetFeatureVector.Vector> answer =
                    service(OWNER, FOUND, NEVER_READ).get(query(entry("ts", "1")));

            assertThat(failure(answer)).isEqualTo(WRONG_NAME);
        }

        @Test
        void thatCannotBeDecodedIsRefused() {
            OnlineStore broken = (view, entries, deadline) -> CompletableFuture.completedFuture(
                    List.of(new EntryRows(List.of(new Row.Undecodable("age", "truncated")))));

            Answer<GetFeatureVector.Vector> answer =
                    service(OWNER, FOUND, broken).get(query(entry("id", "1")));

            assertThat(failure(answer))
                    .isEqualTo(new Failure(
                            ErrorCode.COMPLEX_FEATURE_UNDECODABLE, "Feature 'age' of fraud/users_1: truncated"));
        }
    }

    @Nested
    class Many {
        @Test
        void areReadInOneCallAndServedInOrder() {
            Answer<GetFeatureVectors.Vectors> answer =
                    service(OWNER, FOUND, store).get(query(entry("id", "404"), entry("ts", "1"), entry("id", "1")));

            List<FeatureVector> vectors = vectors(answer);
            assertThat(reads).containsExactly(List.of(keys(404), keys(1)));
            assertThat(vectors)
                    .containsExactly(
                            new FeatureVector.Served(
                                    List.of(number("404"), Value.NULL), false, List.of(LookupStatus.NO_ROW)),
                            new FeatureVector.Failed(WRONG_NAME, List.of(LookupStatus.NOT_LOOKED_UP)),
                            new FeatureVector.Served(
                                    List.of(number("1"), number("40")), true, List.of(LookupStatus.FOUND)));
        }

        @Test
        void areServedThoughEachOfThemIsAtFault() {
            Answer<GetFeatureVectors.Vectors> answer =
                    service(OWNER, FOUND, NEVER_READ).get(query(entry("ts", "1"), entry("id", "abc")));

            assertThat(vectors(answer)).hasSize(2).allMatch(FeatureVector.Failed.class::isInstance);
        }

        @Test
        void takeEachItsOwnPassedFeatures() {
            GetFeatureVectors.Query query = new GetFeatureVectors.Query(
                    new Caller.Anyone(),
                    NAME,
                    List.of(entry("id", "1"), entry("id", "1")),
                    List.of(PassedFeatures.NONE, new PassedFeatures(Map.of("age", number("41")))),
                    true);

            List<FeatureVector> vectors = vectors(service(OWNER, FOUND, store).get(query));

            assertThat(vectors)
                    .extracting(
                            vector -> ((FeatureVector.Served) vector).features().get(1))
                    .containsExactly(number("40"), number("41"));
        }
    }

    @Nested
    class ByTheTypesOfKeys {
        private final FeatureViews views = new FeatureViews() {
            @Override
            public Resolution find(FeatureViewName name, Deadline deadline) {
                return new Resolution.Found(VIEW);
            }

            @Override
            public Resolution reload(FeatureViewName name, FeatureView outdated, Deadline deadline) {
                return new Resolution.Found(usersView(FRAUD, "varchar(20)"));
            }
        };

        /** A store without rows in which the keys are texts by now, and that can say so or not. */
        private OnlineStore texts(boolean mayBeAsked) {
            return new OnlineStore() {
                @Override
                public CompletableFuture<List<EntryRows>> read(
                        FeatureView view, List<EntryKeys> entries, Deadline deadline) {
                    return CompletableFuture.completedFuture(entries.stream()
                            .map(entry -> new EntryRows(List.of(Row.MISSING)))
                            .toList());
                }

                @Override
                public void verifyKeys(FeatureView view, Deadline deadline) {
                    if (!mayBeAsked) {
                        throw StoreFailure.unavailable("store", Duration.ofSeconds(1), new RuntimeException());
                    }
                    if (view == VIEW) {
                        throw new OutdatedFeatureView(view, "id");
                    }
                }
            };
        }

        @Test
        void noValueIsRefusedThatTheColumnTakesByNow() {
            Asked service = service(OWNER, views, texts(true));

            assertThat(service.get(query(entry("id", "abc")))).isInstanceOf(Answer.Given.class);
            assertThat(vectors(service.get(query(entry("id", "1"), entry("id", "abc")))))
                    .allMatch(FeatureVector.Served.class::isInstance);
        }

        @Test
        void valuesAreRefusedWhereTheColumnCannotBeAskedFor() {
            assertThat(failure(service(OWNER, views, texts(false)).get(query(entry("id", "abc"))))
                            .code())
                    .isEqualTo(ErrorCode.WRONG_DATA_TYPE);
        }
    }

    @Nested
    class Refused {
        @Test
        void ifThereIsNoSuchStore() {
            Failure noStore = new Failure(ErrorCode.NO_FEATURE_STORE, "");

            refuses(service(STRANGER, (name, deadline) -> new Resolution.NoStore(), NEVER_READ), noStore);
            refuses(service(OWNER, (name, deadline) -> new Resolution.NoStore(), NEVER_READ), noStore);
        }

        @Test
        void ifThereIsNoSuchViewUnlessTheStoreIsOutOfReach() {
            FeatureViews views = (name, deadline) -> new Resolution.NoView(FRAUD);
            Failure noView =
                    new Failure(ErrorCode.NO_FEATURE_VIEW, "Feature store fraud has no feature view model version 1");

            refuses(service(OWNER, views, NEVER_READ), noView);
            refuses(service(GUEST, views, NEVER_READ), noView);
            refuses(service(new Caller.Anyone(), views, NEVER_READ), noView);
            refuses(service(STRANGER, views, NEVER_READ), NOT_AUTHORIZED);
        }

        @Test
        void withoutRepeatingALongNameInFull() {
            FeatureViewName longName = new FeatureViewName("fraud", "x".repeat(1000), 1);
            GetFeatureVector.Query query = new GetFeatureVector.Query(
                    new Caller.Anyone(), longName, entry("id", "1"), PassedFeatures.NONE, true);

            Answer<GetFeatureVector.Vector> answer = service(
                            OWNER, (name, deadline) -> new Resolution.NoView(FRAUD), NEVER_READ)
                    .get(query);

            assertThat(failure(answer).message()).hasSizeLessThan(200).contains("x".repeat(100) + "... version 1");
        }

        @Test
        void ifAGroupOfTheViewIsDeletedUnlessTheStoreIsOutOfReach() {
            FeatureViews views = (name, deadline) -> new Resolution.GroupDeleted(FRAUD, "age");
            Failure deleted = new Failure(
                    ErrorCode.NO_FEATURE_GROUP,
                    "The feature group of feature 'age' of feature view Fraud/model version 1 has been deleted");

            refuses(service(OWNER, views, NEVER_READ), deleted);
            refuses(service(STRANGER, views, NEVER_READ), NOT_AUTHORIZED);
        }

        @Test
        void ifTheViewContradictsItselfUnlessTheStoreIsOutOfReach() {
            Failure contradiction = new Failure(ErrorCode.FEATURE_VIEW_UNREADABLE, "table users_1 has no column 'age'");
            FeatureViews views = (name, deadline) -> new Resolution.Unusable(FRAUD, contradiction);

            refuses(service(OWNER, views, NEVER_READ), contradiction);
            refuses(service(STRANGER, views, NEVER_READ), NOT_AUTHORIZED);
        }

        @Test
        void ifTheStoreIsOutOfReachThoughTheViewCannotBeRead() {
            StoreFailure down = StoreFailure.unavailable("metadata", Duration.ofSeconds(1), new RuntimeException());
            FeatureViews failing = new FeatureViews() {
                @Override
                public Resolution find(FeatureViewName name, Deadline deadline) {
                    throw down;
                }

                @Override
                public Optional<FeatureStore> knownStore(String store) {
                    return store.equals(NAME.store()) ? Optional.of(FRAUD) : Optional.empty();
                }
            };

            refuses(service(STRANGER, failing, NEVER_READ), NOT_AUTHORIZED);
            assertThatThrownBy(() -> service(GUEST, failing, NEVER_READ).get(query(entry("id", "1"))))
                    .isSameAs(down);
        }

        @Test
        void ifTheViewMayNotBeReadBeforeTheEntryIsLookedAt() {
            Failure columns = new Failure(
                    ErrorCode.ACCESS_DENIED, "API key not authorized to access columns [age] of fraud/users_1");

            refuses(service(GUEST, FOUND, NEVER_READ), columns);
            refuses(service(STRANGER, FOUND, NEVER_READ), NOT_AUTHORIZED);
        }

        @Test
        void ifTheViewsStoreIsOutOfReachThoughItsGroupsAreNot() {
            FeatureViews views = (name, deadline) -> new Resolution.Found(usersView(SHOP));

            refuses(service(STRANGER, views, NEVER_READ), NOT_AUTHORIZED);
        }

        /** With an entry at fault, so that a check that comes too late is seen. */
        private void refuses(Asked service, Failure failure) {
            assertThat(failure(service.get(query(entry("ts", "1"))))).isEqualTo(failure);
            assertThat(failure(service.get(query(entry("ts", "1"), entry("ts", "2")))))
                    .isEqualTo(failure);
        }
    }

    @Nested
    class Failing {
        private final StoreFailure failure =
                StoreFailure.unavailable("online store", Duration.ofSeconds(1), new RuntimeException());

        @Test
        void storesFailTheWholeRequest() {
            OnlineStore failing = (view, entries, deadline) -> CompletableFuture.failedFuture(failure);

            passesOn(service(OWNER, FOUND, failing));
        }

        @Test
        void metadataFailTheWholeRequest() {
            FeatureViews failing = (name, deadline) -> {
                throw failure;
            };

            passesOn(service(OWNER, failing, NEVER_READ));
        }

        private void passesOn(Asked service) {
            assertThatThrownBy(() -> service.get(query(entry("id", "1")))).isSameAs(failure);
            assertThatThrownBy(() -> service.get(query(entry("id", "1"), entry("ts", "1"))))
                    .isSameAs(failure);
        }
    }

    @Test
    void theViewIsAskedForByTheNameInTheRequest() {
        List<FeatureViewName> asked = new ArrayList<>();
        FeatureViews noting = (name, deadline) -> {
            asked.add(name);
            return new Resolution.NoStore();
        };

        service(OWNER, noting, NEVER_READ).get(query(entry("id", "1")));

        assertThat(asked).containsExactly(NAME);
    }

    /** Along the longest way: a value that the key's type refuses, a view that is reloaded for it, and then the row. */
    @Test
    void everyPortIsToldTheDeadlineOfTheRequest() {
        List<Deadline> told = new ArrayList<>();
        FeatureViews views = new FeatureViews() {
            @Override
            public Resolution find(FeatureViewName name, Deadline deadline) {
                told.add(deadline);
                return new Resolution.Found(VIEW);
            }

            @Override
            public Resolution reload(FeatureViewName name, FeatureView outdated, Deadline deadline) {
                told.add(deadline);
                return new Resolution.Found(usersView(FRAUD, "varchar(20)"));
            }
        };
        OnlineStore texts = new OnlineStore() {
            @Override
            public CompletableFuture<List<EntryRows>> read(
                    FeatureView view, List<EntryKeys> entries, Deadline deadline) {
                told.add(deadline);
                return CompletableFuture.completedFuture(List.of(new EntryRows(List.of(Row.MISSING))));
            }

            @Override
            public void verifyKeys(FeatureView view, Deadline deadline) {
                told.add(deadline);
                throw new OutdatedFeatureView(view, "id");
            }
        };
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        RequestContext context = new RequestContext() {
            @Override
            public void enter(Stage stage) {}

            @Override
            public Deadline deadline() {
                return deadline;
            }
        };
        FeatureVectorService service = new FeatureVectorService(views, texts);

        Completed.get(service.get(
                new GetFeatureVector.Query(OWNER, NAME, entry("id", "abc"), PassedFeatures.NONE, true, context)));
        Completed.get(service.get(
                new GetFeatureVectors.Query(OWNER, NAME, List.of(entry("id", "abc")), List.of(), true, context)));

        assertThat(told).hasSize(8).allSatisfy(each -> assertThat(each).isSameAs(deadline));
    }

    private static Asked service(Caller caller, FeatureViews views, OnlineStore store) {
        return new Asked(caller, new FeatureVectorService(views, store));
    }

    /** The service, when this caller asks. */
    private record Asked(Caller caller, FeatureVectorService service) {
        Answer<GetFeatureVector.Vector> get(GetFeatureVector.Query query) {
            return Completed.get(service.get(new GetFeatureVector.Query(
                    caller, query.view(), query.entry(), query.passed(), query.validatePassed())));
        }

        Answer<GetFeatureVectors.Vectors> get(GetFeatureVectors.Query query) {
            return Completed.get(service.get(new GetFeatureVectors.Query(
                    caller, query.view(), query.entries(), query.passed(), query.validatePassed())));
        }
    }

    private static GetFeatureVector.Query query(Entry entry) {
        return query(entry, PassedFeatures.NONE, true);
    }

    private static GetFeatureVector.Query query(Entry entry, PassedFeatures passed, boolean validate) {
        return new GetFeatureVector.Query(new Caller.Anyone(), NAME, entry, passed, validate);
    }

    private static GetFeatureVectors.Query query(Entry first, Entry second, Entry... more) {
        List<Entry> entries =
                Stream.concat(Stream.of(first, second), Stream.of(more)).toList();
        return new GetFeatureVectors.Query(new Caller.Anyone(), NAME, entries, List.of(), true);
    }

    private static Failure failure(Answer<?> answer) {
        return ((Answer.Refused<?>) answer).failure();
    }

    private static List<FeatureVector> vectors(Answer<GetFeatureVectors.Vectors> answer) {
        return ((Answer.Given<GetFeatureVectors.Vectors>) answer).value().vectors();
    }

    private static Entry entry(String name, String digits) {
        return new Entry.Given(Map.of(name, number(digits)));
    }

    private static Value number(String digits) {
        return new Value.Numeral(digits);
    }

    private static EntryKeys keys(long id) {
        return new EntryKeys(List.of(Optional.of(new Key(List.of(new KeyValue.Whole(id))))));
    }

    private static Caller member(Grant grant) {
        return new Caller.Member(List.of(ProjectGrants.of(List.of(grant))));
    }

    /** {@code fraud/model}: id and age of users, a group of that store, by id. */
    private static FeatureView usersView(FeatureStore owner) {
        return usersView(owner, "bigint");
    }

    private static FeatureView usersView(FeatureStore owner, String keyType) {
        ColumnType bigint = ColumnType.parse("bigint");
        FeatureGroup users = new FeatureGroup(
                1, "users", 1, owner, false, Map.of("id", ColumnType.parse(keyType), "age", bigint), List.of("id"));
        return FeatureView.compile(new FeatureViewDefinition(
                FRAUD,
                "model",
                1,
                List.of(new Join(0, "", users)),
                List.of(
                        new Feature("id", OfflineType.of("bigint"), 0, 0, false),
                        new Feature("age", OfflineType.of("bigint"), 0, 1, false)),
                List.of(new ServingKey(0, "id", "", true, Optional.empty()))));
    }
}
