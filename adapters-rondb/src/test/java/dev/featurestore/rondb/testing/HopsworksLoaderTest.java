package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HopsworksLoaderTest {

    static Stream<Arguments> everywhere() {
        return Engines.all().stream()
                .flatMap(engine -> Stream.of(Generation.values()).map(generation -> Arguments.of(engine, generation)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void everyRowOfTheWorldIsInItsTable(Engine engine, Generation generation) throws SQLException {
        World world = World.contract();

        try (LoadedWorld loaded = HopsworksLoader.load(engine, generation, world);
                Connection connection = engine.connect()) {
            List<String> counted = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (World.Store store : world.featureStores()) {
                for (World.Group group : store.featureGroups()) {
                    if (!group.spine()) {
                        expected.add(group.table() + ": " + group.rows().size());
                        counted.add(group.table() + ": "
                                + number(connection, "SELECT COUNT(*) FROM " + Sql.table(store.name(), group.table())));
                    }
                }
            }

            assertThat(counted).isEqualTo(expected);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
