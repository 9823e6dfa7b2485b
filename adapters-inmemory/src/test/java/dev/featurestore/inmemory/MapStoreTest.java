package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.CallersContract;
import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogueContract;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViewsContract;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OnlineStoreContract;
import dev.featurestore.application.port.ServingContract;
import dev.featurestore.domain.value.Value;
import dev.featurestore.inmemory.file.DataFile;
import dev.featurestore.inmemory.file.FeatureGroupData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** An adapter that was written from the ports alone keeps all their contracts. */
final class MapStoreTest {
    private static final MapStore STORE = filled();

    private static MapStore filled() {
        DataFile world =
                DataFile.read(ContractWorld.RESOURCE, ContractWorld.json().getBytes(StandardCharsets.UTF_8));
        MapStore maps = new MapStore();
        world.stores().values().forEach(store -> {
            maps.add(store.store());
            store.groups().forEach(group -> fill(maps, group));
        });
        world.views().forEach(maps::add);
        world.callers().forEach(maps::add);
        return maps;
    }

    private static void fill(MapStore maps, FeatureGroupData group) {
        group.rows().forEach((key, values) -> {
            Map<String, Value> row = new HashMap<>();
            group.group().columns().keySet().forEach(column -> row.put(column, values.get(group.indexOf(column))));
            maps.add(group.group().id(), key, row);
        });
    }

    @Nested
    final class Views extends FeatureViewsContract {
        @Override
        protected FeatureViews views() {
            return STORE;
        }
    }

    @Nested
    final class Rows extends OnlineStoreContract {
        @Override
        protected FeatureViews views() {
            return STORE;
        }

        @Override
        protected OnlineStore store() {
            return STORE;
        }
    }

    @Nested
    final class Keys extends CallersContract {
        @Override
        protected FeatureViews views() {
            return STORE;
        }

        @Override
        protected Callers callers() {
            return STORE;
        }
    }

    @Nested
    final class Names extends FeatureStoreCatalogueContract {
        @Override
        protected FeatureStoreCatalogue catalogue() {
            return STORE;
        }
    }

    @Nested
    final class Serving extends ServingContract {
        @Override
        protected FeatureViews views() {
            return STORE;
        }

        @Override
        protected OnlineStore store() {
            return STORE;
        }

        @Override
        protected Callers callers() {
            return STORE;
        }
    }
}
