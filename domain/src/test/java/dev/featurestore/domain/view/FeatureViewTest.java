package dev.featurestore.domain.view;

import static dev.featurestore.domain.GroupBuilder.FRAUD;
import static dev.featurestore.domain.GroupBuilder.SHOP;
import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.ViewBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.domain.ViewBuilder;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.VectorFeature.FromKey;
import dev.featurestore.domain.view.VectorFeature.FromRow;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeatureViewTest {
    private static final FeatureGroup CUSTOMERS = group(1, "customers")
            .key("customer_id", "bigint")
            .column("country", "varchar(2)")
            .column("churned", "tinyint")
            .build();
    private static final FeatureGroup ORDERS = group(2, "orders")
            .key("customer_id", "bigint")
            .key("day", "date")
            .column("amount", "decimal(10,2)")
            .column("country", "varchar(2)")
            .build();

    @Nested
    class Positions {
        @Test
        void standInTheOrderOfTheViewWhateverTheOrderOfTheMetadata() {
            FeatureView view = view().join(CUSTOMERS)
                    .feature(7, "country", "string", false)
                    .feature(2, "customer_id", "bigint", false)
                    .join(ORDERS)
                    .feature(3, "amount", "decimal(10,2)", false)
                    .compile();

            assertThat(view.features())
                    .extracting(VectorFeature::name)
                    .containsExactly("customer_id", "amount", "country");
        }

        @Test
        void bearTheJoinsPrefixAndTheOfflineType() {
            FeatureView view =
                    view().join(CUSTOMERS, "c_").feature("country", "String").compile();

            assertThat(view.features())
                    .containsExactly(new VectorFeature("c_country", OfflineType.of("String"), new FromRow(0, 0)));
        }

        @Test
        void leaveLabelsOut() {
            FeatureView view = view().join(CUSTOMERS, "c_")
                    .features("customer_id")
                    .label("churned")
                    .features("country")
                    .compile();

            assertThat(view.features()).extracting(VectorFeature::name).containsExactly("c_customer_id", "c_country");
            assertThat(view.labels()).containsExactly("c_churned");
            assertThat(view.positionsOf("c_churned")).isEmpty();
        }

        @Test
        void areFoundByVisibleName() {
            FeatureView view = view().join(CUSTOMERS)
                    .features("country")
                    .join(ORDERS)
                    .features("amount", "country")
                    .compile();

            assertThat(view.positionsOf("country")).containsExactly(0, 2).isUnmodifiable();
            assertThat(view.positionsOf("amount")).containsExactly(1);
            assertThat(view.positionsOf("nothing")).isEmpty();
        }

        @Test
        void takeKeysFromTheEntryAndTheRestFromTheRow() {
            FeatureView view = view().join(ORDERS)
                    .features("country", "day", "amount", "customer_id")
                    .compile();

            assertThat(view.features())
                    .extracting(VectorFeature::source)
                    .containsExactly(new FromRow(0, 0), new FromKey(0, 1), new FromRow(0, 1), new FromKey(0, 0));
        }

        @Test
        void mayRepeatAColumnThatIsReadOnce() {
            FeatureView view =
                    view().join(CUSTOMERS).features("country", "country").compile();

            assertThat(view.features())
                    .extracting(VectorFeature::source)
                    .containsExactly(new FromRow(0, 0), new FromRow(0, 0));
            assertThat(view.lookups().get(0).columns()).hasSize(1);
        }
    }

    @Nested
    class Lookups {
        @Test
        void standInJoinOrderEachWithTheColumnsThatTheViewTakes() {
            FeatureView view = view().join(5, ORDERS, "o_")
                    .features("amount")
                    .join(2, CUSTOMERS, "c_")
                    .features("country", "customer_id")
                    .compile();

            assertThat(view.lookups()).extracting(Lookup::joinIndex).containsExactly(2, 5);
            assertThat(view.lookups()).extracting(Lookup::position).containsExactly(0, 1);
            assertThat(view.lookups()).extracting(Lookup::group).containsExactly(CUSTOMERS, ORDERS);
            assertThat(view.lookups().get(0).columns())
                    .containsExactly(
                            new ValueColumn("country", ColumnType.parse("varchar(2)"), OfflineType.of("string")));
            assertThat(view.features().get(0).source()).isEqualTo(new FromRow(1, 0));
        }

        @Test
        void aGroupThatGivesOnlyLabelsIsNotReadButItsKeysAreKnown() {
            FeatureView view = view().join(CUSTOMERS, "c_")
                    .label("churned")
                    .join(ORDERS)
                    .features("amount")
                    .compile();

            assertThat(view.lookups()).extracting(Lookup::group).containsExactly(ORDERS);
            assertThat(view.reads()).extracting(GroupColumns::group).containsExactly(ORDERS);
            assertThat(view.entryNames()).containsExactlyInAnyOrder("c_customer_id", "customer_id", "day");
        }

        @Test
        void aJoinedGroupThatGivesNothingIsNotRead() {
            FeatureView view =
                    view().join(CUSTOMERS).features("country").join(ORDERS).compile();

            assertThat(view.lookups()).extracting(Lookup::group).containsExactly(CUSTOMERS);
        }

        @Test
        void aGroupThatGivesOnlyKeysIsReadForItsExistence() {
            FeatureView view = view().join(CUSTOMERS).features("customer_id").compile();

            assertThat(view.lookups()).hasSize(1);
            assertThat(view.lookups().get(0).columns()).isEmpty();
        }

        @Test
        void aGroupThatIsJoinedTwiceIsLookedUpTwice() {
            FeatureView view = view().join(CUSTOMERS, "buyer_")
                    .features("customer_id", "country")
                    .join(CUSTOMERS, "seller_")
                    .features("country", "customer_id")
                    .compile();

            assertThat(view.lookups()).extracting(Lookup::group).containsExactly(CUSTOMERS, CUSTOMERS);
            assertThat(view.lookups())
                    .extracting(lookup -> lookup.key().get(0).entryNames().get(0))
                    .containsExactly("buyer_customer_id", "seller_customer_id");
            assertThat(view.features())
                    .extracting(VectorFeature::source)
                    .containsExactly(new FromKey(0, 0), new FromRow(0, 0), new FromRow(1, 0), new FromKey(1, 0));
        }

        @Test
        void aSpineHasKeysButNoColumnTypes() {
            FeatureView view = view().join(group(3, "spine").buildSpine())
                    .features("customer_id", "amount")
                    .requiredKey("customer_id", "")
                    .compile();

            Lookup lookup = view.lookups().get(0);
            assertThat(lookup.group().spine()).isTrue();
            assertThat(lookup.key()).extracting(KeyColumn::type).containsExactly(ColumnType.UNKNOWN);
            assertThat(view.features())
                    .extracting(VectorFeature::source)
                    .containsExactly(new FromKey(0, 0), new FromRow(0, 0));
            assertThat(view.reads()).isEmpty();
        }

        @Test
        void aSpineNeedsNoKeys() {
            FeatureView view = view().join(group(3, "spine").buildSpine())
                    .features("amount")
                    .compile();

            assertThat(view.lookups().get(0).key()).isEmpty();
        }

        @Test
        void aViewOfLabelsOnlyReadsNothing() {
            FeatureView view = view().join(CUSTOMERS).label("churned").compile();

            assertThat(view.features()).isEmpty();
            assertThat(view.lookups()).isEmpty();
        }
    }

    @Nested
    class Keys {
        @Test
        void standInTheOrderOfThePrimaryKey() {
            FeatureView view = view().join(ORDERS)
                    .features("amount")
                    .requiredKey("day", "")
                    .requiredKey("customer_id", "")
                    .compile();

            assertThat(view.lookups().get(0).key()).extracting(KeyColumn::name).containsExactly("customer_id", "day");
            assertThat(view.lookups().get(0).key())
                    .extracting(KeyColumn::type)
                    .containsExactly(ColumnType.parse("bigint"), ColumnType.parse("date"));
        }

        @Test
        void aRequiredKeyIsNamedWithItsPrefixOrPlainly() {
            KeyColumn key = onlyKey(view().join(CUSTOMERS).features("country").requiredKey("customer_id", "c_"));

            assertThat(key.entryNames()).containsExactly("c_customer_id", "customer_id");
            assertThat(key.required()).isTrue();
            assertThat(key.joinOn()).isEmpty();
        }

        @Test
        void aRequiredKeyDoesNotFollowWhatItIsJoinedOn() {
            KeyColumn key = onlyKey(view().join(CUSTOMERS)
                    .features("country")
                    .servingKey(0, "customer_id", "c_", true, Optional.of("buyer_id")));

            assertThat(key.entryNames()).containsExactly("c_customer_id", "customer_id");
            assertThat(key.joinOn()).contains("buyer_id");
        }

        @Test
        void aKeyThatIsNotRequiredIsNamedFirstByWhatItIsJoinedOn() {
            KeyColumn key = onlyKey(view().join(CUSTOMERS)
                    .features("country")
                    .optionalKey("customer_id", "c_", Optional.of("buyer_id")));

            assertThat(key.entryNames()).containsExactly("buyer_id", "c_customer_id", "customer_id");
            assertThat(key.required()).isFalse();
        }

        @Test
        void aKeyThatIsNotRequiredMayBeJoinedOnNothing() {
            KeyColumn key = onlyKey(
                    view().join(CUSTOMERS).features("country").optionalKey("customer_id", "", Optional.empty()));

            assertThat(key.entryNames()).containsExactly("customer_id");
        }

        @Test
        void entryNamesComeFromTheServingKeysPrefixVisibleNamesFromTheJoins() {
            FeatureView view = view().join(CUSTOMERS, "c_")
                    .features("customer_id")
                    .requiredKey("customer_id", "0_")
                    .compile();

            assertThat(view.entryNames()).containsExactlyInAnyOrder("0_customer_id", "customer_id");
            assertThat(view.features()).extracting(VectorFeature::name).containsExactly("c_customer_id");
        }

        @Test
        void whatAKeyIsJoinedOnIsNoEntryNameByItself() {
            FeatureView view = view().join(CUSTOMERS)
                    .features("country")
                    .optionalKey("customer_id", "", Optional.of("buyer_id"))
                    .compile();

            assertThat(view.entryNames()).containsExactly("customer_id");
        }

        private KeyColumn onlyKey(ViewBuilder builder) {
            return builder.compile().lookups().get(0).key().get(0);
        }
    }

    @Nested
    class Reads {
        @Test
        void areKeysAndFeaturesWithoutLabels() {
            FeatureView view = view().join(CUSTOMERS)
                    .features("country")
                    .label("churned")
                    .join(ORDERS)
                    .features("customer_id")
                    .compile();

            assertThat(view.reads())
                    .containsExactly(
                            new GroupColumns(CUSTOMERS, Set.of("customer_id", "country")),
                            new GroupColumns(ORDERS, Set.of("customer_id", "day")));
        }

        @Test
        void sumUpTheJoinsOfOneGroup() {
            FeatureView view = view().join(CUSTOMERS, "a_")
                    .features("country")
                    .join(CUSTOMERS, "b_")
                    .features("churned")
                    .compile();

            assertThat(view.reads())
                    .containsExactly(new GroupColumns(CUSTOMERS, Set.of("customer_id", "country", "churned")));
        }
    }

    @Nested
    class Contradictions {
        @Test
        void twoJoinsWithOneIndex() {
            refuses(view().join(1, CUSTOMERS, "").join(1, ORDERS, ""), "two joins have the index 1");
        }

        @Test
        void aFeatureOfAJoinThatIsNotThere() {
            refuses(
                    view().join(CUSTOMERS).feature(3, 0, "country", "string", false),
                    "feature 'country' belongs to join 3, which the view does not have");
        }

        @Test
        void aLabelOfAJoinThatIsNotThere() {
            refuses(
                    view().join(CUSTOMERS).feature(3, 0, "churned", "int", true),
                    "feature 'churned' belongs to join 3, which the view does not have");
        }

        @Test
        void aServingKeyOfAJoinThatIsNotThere() {
            refuses(
                    view().join(CUSTOMERS).features("country").servingKey(3, "day", "", true, Optional.empty()),
                    "serving key 'day' belongs to join 3, which the view does not have");
        }

        @Test
        void aFeatureWithoutAColumn() {
            refuses(view().join(CUSTOMERS).feature("age", "int"), "table customers_1 has no column 'age'");
        }

        @Test
        void aServingKeyWithoutAColumn() {
            refuses(
                    view().join(CUSTOMERS).features("country").requiredKey("age", ""),
                    "table customers_1 has no column 'age'");
        }

        @Test
        void servingKeysThatAreLessThanThePrimaryKey() {
            refuses(
                    view().join(ORDERS).features("amount").requiredKey("day", ""),
                    "the serving keys [day] of join 0 are not the primary key [customer_id, day] of table orders_1");
        }

        @Test
        void servingKeysThatAreMoreThanThePrimaryKey() {
            refuses(
                    view().join(CUSTOMERS)
                            .features("churned")
                            .requiredKey("customer_id", "")
                            .requiredKey("country", ""),
                    "the serving keys [country, customer_id] of join 0 are not the primary key [customer_id] of table"
                            + " customers_1");
        }

        @Test
        void aServingKeyThatStandsInForAnother() {
            refuses(
                    view().join(ORDERS)
                            .features("amount")
                            .requiredKey("day", "")
                            .requiredKey("day", "x_"),
                    "the serving keys [day, day] of join 0 are not the primary key [customer_id, day] of table orders_1");
        }

        @Test
        void aTableWithoutPrimaryKey() {
            refuses(
                    view().join(group(4, "heap").column("a", "int").build()).features("a"),
                    "the serving keys [] of join 0 are not the primary key [] of table heap_1");
        }

        private void refuses(ViewBuilder builder, String message) {
            assertThatThrownBy(builder::compile)
                    .isInstanceOf(InvalidFeatureView.class)
                    .hasMessage(message);
        }
    }

    @Test
    void isNamedByStoreNameAndVersion() {
        FeatureView view = view().join(CUSTOMERS).features("country").compile();

        assertThat(view.store()).isEqualTo(FRAUD);
        assertThat(view.name()).isEqualTo("model");
        assertThat(view.version()).isEqualTo(1);
        assertThat(view).hasToString("fraud/model version 1");
        assertThat(new FeatureViewName("Fraud", "model", 1)).hasToString("Fraud/model version 1");
    }

    @Test
    void aTableIsNamedByGroupAndVersion() {
        FeatureGroup group = group(1, "customers").in(SHOP).key("id", "int").build();

        assertThat(group.table()).isEqualTo("customers_1");
        assertThat(group.store()).isEqualTo(SHOP);
    }
}
