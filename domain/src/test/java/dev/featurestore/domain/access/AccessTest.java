package dev.featurestore.domain.access;

import static dev.featurestore.domain.GroupBuilder.FRAUD;
import static dev.featurestore.domain.GroupBuilder.SHOP;
import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.ViewBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Grant.Columns;
import dev.featurestore.domain.access.Grant.WholeGroup;
import dev.featurestore.domain.access.Grant.WholeStore;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final FeatureGroup ACCOUNTS = group(1, "accounts")
            .key("id", "bigint")
            .column("age", "int")
            .column("risk", "double")
            .column("fraud", "tinyint")
            .build();
    private static final FeatureGroup CARTS =
            group(2, "carts").in(SHOP).key("id", "bigint").column("size", "int").build();

    /** Takes id and age of accounts, the label aside, and id and size of carts in another store. */
    private static final FeatureView BOTH = view().join(ACCOUNTS)
            .features("age")
            .label("fraud")
            .join(CARTS, "cart_")
            .features("size")
            .compile();

    private static final FeatureView ACCOUNTS_ONLY =
            view().join(ACCOUNTS).features("age").label("fraud").compile();

    @Nested
    class ToAView {
        @Test
        void anyoneMayReadEverythingWhereAccessControlIsOff() {
            Caller anyone = new Caller.Anyone();

            assertThat(Access.denial(anyone, FRAUD)).isEmpty();
            assertThat(Access.denial(anyone, BOTH)).isEmpty();
        }

        @Test
        void wholeStoresAreEnough() {
            Caller owner = member(project(whole(FRAUD.id()), whole(SHOP.id())));

            assertThat(Access.denial(owner, BOTH)).isEmpty();
        }

        @Test
        void wholeGroupsAreEnough() {
            Caller caller = member(project(wholeGroup(ACCOUNTS), wholeGroup(CARTS)));

            assertThat(Access.denial(caller, BOTH)).isEmpty();
        }

        @Test
        void theColumnsThatTheViewTakesAreEnoughAndTheLabelIsNotOneOfThem() {
            Caller caller = member(project(columns(ACCOUNTS, "id", "age"), columns(CARTS, "id", "size")));

            assertThat(Access.denial(caller, BOTH)).isEmpty();
        }

        @Test
        void grantsOfOneProjectAddUp() {
            Caller caller = member(project(columns(ACCOUNTS, "id"), columns(ACCOUNTS, "age"), wholeGroup(CARTS)));

            assertThat(Access.denial(caller, BOTH)).isEmpty();
        }

        @Test
        void differentGroupsMayBeCoveredThroughDifferentProjects() {
            Caller caller = member(project(wholeGroup(ACCOUNTS)), project(columns(CARTS, "id", "size")));

            assertThat(Access.denial(caller, BOTH)).isEmpty();
        }

        @Test
        void oneGroupsColumnsSplitOverTwoProjectsAreNotEnough() {
            Caller caller = member(project(columns(ACCOUNTS, "id")), project(columns(ACCOUNTS, "age")));

            assertThat(Access.denial(caller, ACCOUNTS_ONLY)).contains(denied("columns [age] of fraud/accounts_1"));
        }

        @Test
        void theColumnsOfAGroupJoinedTwiceMustComeThroughOneProjectToo() {
            FeatureView selfJoin = view().join(ACCOUNTS, "a_")
                    .features("age")
                    .join(ACCOUNTS, "b_")
                    .features("risk")
                    .compile();
            Caller split = member(project(columns(ACCOUNTS, "id", "age")), project(columns(ACCOUNTS, "id", "risk")));
            Caller whole = member(project(columns(ACCOUNTS, "id", "age", "risk")));

            assertThat(Access.denial(split, selfJoin)).contains(denied("columns [risk] of fraud/accounts_1"));
            assertThat(Access.denial(whole, selfJoin)).isEmpty();
        }

        @Test
        void theKeyMustBeCoveredEvenIfTheViewDoesNotServeIt() {
            Caller caller = member(project(columns(ACCOUNTS, "age")));

            assertThat(Access.denial(caller, ACCOUNTS_ONLY)).contains(denied("columns [id] of fraud/accounts_1"));
        }

        @Test
        void groupsOfWhichOnlyLabelsAreTakenNeedNoGrant() {
            FeatureView view = view().join(ACCOUNTS)
                    .label("fraud")
                    .join(CARTS, "cart_")
                    .features("size")
                    .compile();
            Caller caller = member(project(wholeGroup(CARTS)));

            assertThat(Access.denial(caller, view)).isEmpty();
        }

        @Test
        void spinesNeedNoGrant() {
            FeatureView view = view().join(group(3, "spine").buildSpine())
                    .features("age")
                    .join(CARTS)
                    .features("size")
                    .compile();
            Caller caller = member(project(wholeGroup(CARTS)));

            assertThat(Access.denial(caller, view)).isEmpty();
        }

        @Test
        void aGrantForAnotherGroupOfTheStoreIsNotEnough() {
            Caller caller = member(project(new WholeGroup(FRAUD.id(), 99), new Columns(FRAUD.id(), 98, Set.of("id"))));

            assertThat(Access.denial(caller, ACCOUNTS_ONLY)).contains(denied("fraud/accounts_1"));
        }

        @Test
        void aRestrictedMembersListIsAllThereIsThroughThatProject() {
            Caller restricted = member(project(columns(ACCOUNTS, "id", "age")));
            FeatureView more = view().join(ACCOUNTS).features("age", "risk").compile();

            assertThat(Access.denial(restricted, ACCOUNTS_ONLY)).isEmpty();
            assertThat(Access.denial(restricted, more)).contains(denied("columns [risk] of fraud/accounts_1"));
        }
    }

    @Nested
    class Denied {
        @Test
        void namesTheStoreIfNothingInItIsReachable() {
            assertThat(Access.denial(member(), BOTH)).contains(denied("fraud"));
            assertThat(Access.denial(member(project()), BOTH)).contains(denied("fraud"));
            assertThat(Access.denial(member(project(whole(FRAUD.id()))), BOTH)).contains(denied("shop"));
        }

        @Test
        void namesTheTableIfNothingInItIsReachable() {
            Caller caller = member(project(whole(FRAUD.id()), new WholeGroup(SHOP.id(), 99)));

            assertThat(Access.denial(caller, BOTH)).contains(denied("shop/carts_1"));
        }

        @Test
        void namesTheColumnsThatAreLackingInTheProjectThatLacksLeast() {
            FeatureView view = view().join(ACCOUNTS).features("risk", "age").compile();
            Caller caller = member(
                    project(columns(ACCOUNTS, "fraud")), project(columns(ACCOUNTS, "id")), project(whole(SHOP.id())));

            assertThat(Access.denial(caller, view)).contains(denied("columns [age, risk] of fraud/accounts_1"));
        }

        @Test
        void namesTheFirstInTheWayInJoinOrder() {
            Caller caller = member(project(columns(ACCOUNTS, "id"), columns(CARTS, "id")));

            assertThat(Access.denial(caller, BOTH)).contains(denied("columns [age] of fraud/accounts_1"));
        }
    }

    @Nested
    class ToAStore {
        @Test
        void anyGrantInItOpensIt() {
            Stream.of(whole(FRAUD.id()), wholeGroup(ACCOUNTS), columns(ACCOUNTS, "age"))
                    .forEach(grant -> assertThat(Access.denial(member(project(), project(grant)), FRAUD))
                            .as("%s", grant)
                            .isEmpty());
        }

        @Test
        void noGrantOrOneInAnotherStoreDoesNot() {
            assertThat(Access.denial(member(), FRAUD)).contains(denied("fraud"));
            assertThat(Access.denial(member(project(whole(SHOP.id()))), FRAUD)).contains(denied("fraud"));
        }

        @Test
        void aGrantOfNoColumnsGivesNothing() {
            Caller caller = member(project(columns(ACCOUNTS)));

            assertThat(Access.denial(caller, FRAUD)).contains(denied("fraud"));
            assertThat(Access.denial(caller, ACCOUNTS_ONLY)).contains(denied("fraud"));
        }
    }

    private static Caller member(ProjectGrants... projects) {
        return new Caller.Member(List.of(projects));
    }

    private static ProjectGrants project(Grant... grants) {
        return ProjectGrants.of(List.of(grants));
    }

    private static Grant whole(int store) {
        return new WholeStore(store);
    }

    private static Grant wholeGroup(FeatureGroup group) {
        return new WholeGroup(group.store().id(), group.id());
    }

    private static Grant columns(FeatureGroup group, String... columns) {
        return new Columns(group.store().id(), group.id(), Set.of(columns));
    }

    private static Failure denied(String what) {
        return new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access " + what);
    }
}
