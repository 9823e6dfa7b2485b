package dev.featurestore.inmemory;

import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.domain.value.Value;
import dev.featurestore.inmemory.file.DataFile;
import dev.featurestore.inmemory.file.FeatureGroupData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An adapter that was written from the ports alone keeps all their contracts. */
class MapStoreTest extends OneObjectContracts<MapStore> {
    private static final MapStore STORE = filled();

    MapStoreTest() {
        super(STORE);
    }

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
}
