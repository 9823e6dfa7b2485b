package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Group;
import dev.featurestore.rondb.testing.World.Join;
import dev.featurestore.rondb.testing.World.ServingKey;
import dev.featurestore.rondb.testing.World.Store;
import dev.featurestore.rondb.testing.World.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The serving keys that Hopsworks would give a view. */
final class ServingKeys {
    private ServingKeys() {}

    static List<ServingKey> of(World world, Store store, View view) {
        List<ServingKey> keys = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < view.joins().size(); i++) {
            Join join = view.joins().get(i);
            if (join.deleted()) {
                continue;
            }
            Group group = (join.featureStore() == null ? store : world.store(join.featureStore()))
                    .group(join.featureGroup(), join.version())
                    .orElseThrow(() -> new IllegalArgumentException("no group " + join.featureGroup()));
            for (String column : group.primaryKey()) {
                String joinOn = leftName(join, column);
                String prefix = taken.contains(join.prefix() + column) ? i + "_" : join.prefix();
                taken.add(prefix + column);
                keys.add(new ServingKey(i, column, prefix, joinOn == null, joinOn));
            }
        }
        return keys;
    }

    private static String leftName(Join join, String column) {
        return join.on().entrySet().stream()
                .filter(on -> on.getValue().equals(column))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
