package dev.featurestore.inmemory.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what one place of the file says about another; what is not there is noted. */
final class References {
    private References() {}

    static Optional<FeatureStoreData> store(Node node, Map<String, FeatureStoreData> stores, String name) {
        Optional<FeatureStoreData> store = Optional.ofNullable(stores.get(name));
        if (store.isEmpty()) {
            node.problem("there is no feature store \"" + Node.shortened(name) + "\"");
        }
        return store;
    }

    static Optional<FeatureGroupData> group(Node node, FeatureStoreData store, String name, int version) {
        Optional<FeatureGroupData> group = store.group(name, version);
        if (group.isEmpty()) {
            node.problem("feature store \"" + store.store().name() + "\" has no feature group \"" + Node.shortened(name)
                    + "\" version " + version);
        }
        return group;
    }

    /** Those of the names that are features of the group. */
    static List<String> features(Node node, FeatureGroupData group, List<String> names) {
        List<String> known = new ArrayList<>();
        for (String name : names) {
            if (group.column(name).isPresent()) {
                known.add(name);
            } else {
                node.problem("feature group \"" + group.group().name() + "\" version "
                        + group.group().version() + " has no feature \"" + Node.shortened(name) + "\"");
            }
        }
        return known;
    }
}
