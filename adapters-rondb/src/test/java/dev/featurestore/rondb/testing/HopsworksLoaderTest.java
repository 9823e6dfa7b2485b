package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class HopsworksLoaderTest {
    @Parameter
    private Engine engine;

    private List<String> texts(String query, Object... values) {
        return Queries.texts(engine, query, values);
    }

    static Stream<Arguments> worldsAndGenerations() {
        return Stream.of(World.contract(), World.types())
                .flatMap(world -> Stream.of(Generation.values()).map(generation -> Arguments.of(world, generation)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("worldsAndGenerations")
    void everyRowOfTheWorldIsInItsTable(World world, Generation generation) {
        List<String> expected = new ArrayList<>();
        List<String> counted = new ArrayList<>();

        try (LoadedWorld loaded = HopsworksLoader.load(engine, generation, world)) {
            for (World.Store store : world.featureStores()) {
                for (World.Group group : store.featureGroups()) {
                    if (!group.spine()) {
                        String table = Sql.table(store.name(), group.table());
                        expected.add(table + group.rows().size());
                        counted.add(
                                table + texts("SELECT COUNT(*) FROM " + table).get(0));
                    }
                }
            }
        }

        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void valuesAreStoredToTheLastDigit() {
        try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
            assertThat(texts("SELECT `huge` FROM `shop`.`everything_1` ORDER BY `id`"))
                    .containsExactly("0", "18446744073709551615", null);
            assertThat(texts("SELECT `money` FROM `shop`.`everything_1` ORDER BY `id`"))
                    .containsExactly("-1234567890123456.7890", "1.5000", null);
            assertThat(texts("SELECT `name` FROM `shop`.`customers_1` WHERE `customer_id` = 4"))
                    .containsExactly("Zoë \"Z\" \\ 漢\t😀");
            assertThat(Queries.bytes(engine, "SELECT `octets` FROM `shop`.`everything_1` WHERE `id` = 1"))
                    .containsExactly(0, 1, 2, 255);
        }
    }

    @Test
    void rareTypesAreStoredToo() {
        try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V5, World.types())) {
            assertThat(texts("SELECT `int_unsigned` FROM `types`.`rare_1` WHERE `id` = 1"))
                    .containsExactly("4294967295");
            assertThat(texts("SELECT `long_decimal` FROM `types`.`rare_1` WHERE `id` = 1"))
                    .containsExactly("12345678901234567890.123456789012345678");
            assertThat(texts("SELECT `latin` FROM `types`.`rare_1` WHERE `id` = 1"))
                    .containsExactly("é€");
            assertThat(Queries.bytes(engine, "SELECT `bits` FROM `types`.`rare_1` WHERE `id` = 1"))
                    .containsExactly(2, 1);
            assertThat(texts("SELECT `document` FROM `types`.`rare_1` WHERE `id` = 1")
                            .get(0)
                            .replace(" ", ""))
                    .as("MySQL writes JSON anew, without what it holds superfluous")
                    .containsAnyOf("[1,2.50,\"ü\"]", "[1,2.5,\"ü\"]");
        }
    }

    @Test
    void theNewestSchemaOfAGroupDecodesItsComplexFeatures() throws IOException {
        try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V5, World.types())) {
            String newest = texts("SELECT s.`schema` FROM `hopsworks`.`subjects` u JOIN `hopsworks`.`schemas` s"
                            + " ON s.`id` = u.`schema_id` WHERE u.`subject` = 'avro_1' ORDER BY u.`version` DESC")
                    .get(0);
            byte[] stored = Queries.bytes(engine, "SELECT `deep` FROM `types`.`avro_1` WHERE `id` = 1");

            Schema schema = new Schema.Parser().parse(newest).getField("deep").schema();
            Object value = new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(stored, null));

            assertThat(value).hasToString("{\"name\": \"n\", \"inner\": {\"x\": 0.1, \"ys\": [1, null, -3]}}");
        }
    }

    @Test
    void collidingServingKeysGetTheirJoinAsPrefix() {
        try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V4, World.contract())) {
            List<String> keys = texts("SELECT CONCAT(k.`prefix`, k.`feature_name`, ' ', k.`required`) FROM"
                    + " `hopsworks`.`serving_key` k JOIN `hopsworks`.`feature_view` v ON v.`id` = k.`feature_view_id`"
                    + " WHERE v.`name` = 'twins' ORDER BY k.`join_index`");

            assertThat(keys).containsExactly("customer_id 1", "1_customer_id 1");
        }
    }

    @Test
    void withoutServingKeysThePrimaryKeysStandByTheKindOfGroup() {
        try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V3_3, World.contract())) {
            int stock = loaded.groupId("shop", "stock", 1);

            List<String> keys = texts(
                    "SELECT c.`name` FROM `hopsworks`.`cached_feature_extra_constraints` c JOIN"
                            + " `hopsworks`.`feature_group` g ON c.`cached_feature_group_id` = g.`cached_feature_group_id`"
                            + " OR c.`stream_feature_group_id` = g.`stream_feature_group_id`"
                            + " WHERE g.`id` = ? AND c.`primary_column` = 1 ORDER BY c.`id`",
                    stock);

            assertThat(keys).containsExactly("shop_id", "sku");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyAcceptedOrEntireSharesOfStoresCount(Generation generation) {
        String shared = generation.hasFineGrainedShares()
                ? "SELECT `shared_with_project` FROM `hopsworks`.`shared_feature_store` WHERE `shared_entirely` = "
                : "SELECT `project` FROM `hopsworks`.`dataset_shared_with` WHERE `accepted` = ";

        try (LoadedWorld loaded = HopsworksLoader.load(engine, generation, World.contract())) {
            String lab = texts("SELECT `id` FROM `hopsworks`.`project` WHERE `projectname` = 'lab'")
                    .get(0);

            assertThat(texts(shared + "1")).containsExactly(lab);
            assertThat(texts(shared + "0")).hasSize(5);
        }
    }

    @Test
    void closingLeavesNoDatabase() {
        HopsworksLoader.load(engine, Generation.V5, World.types()).close();

        assertThat(texts("SELECT schema_name FROM information_schema.schemata")).doesNotContain("hopsworks", "types");
    }
}
