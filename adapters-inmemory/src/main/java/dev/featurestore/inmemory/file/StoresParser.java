package dev.featurestore.inmemory.file;

import dev.featurestore.domain.view.FeatureStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the feature stores with their groups: all that feature views and shares can refer to. */
final class StoresParser {
    private final Set<String> projects;
    private final Set<String> names = new HashSet<>();
    private final Map<Node, FeatureStoreData> stores = new LinkedHashMap<>();

    private StoresParser(Set<String> projects) {
        this.projects = projects;
    }

    /** The stores by the place where they stand. */
    static Map<Node, FeatureStoreData> read(Node root, Set<String> projects) {
        StoresParser reader = new StoresParser(projects);
        List<Node> nodes = root.items("featureStores");
        Ids storeIds = Ids.of(nodes);
        Ids groupIds = Ids.of(nodes.stream()
                .flatMap(store -> store.member("featureGroups").stream())
                .filter(groups -> groups.json().isArray())
                .flatMap(groups -> groups.items().stream())
                .toList());
        nodes.forEach(node -> reader.read(node, storeIds.idOf(node), groupIds));
        return reader.stores;
    }

    private void read(Node node, int id, Ids groupIds) {
        if (!node.isObjectOf("name", "id", "project", "featureGroups", "featureViews")) {
            return;
        }
        Optional<String> name = node.required("name").flatMap(Node::text);
        Optional<String> project = node.required("project").flatMap(Node::text);
        if (project.isPresent() && !projects.contains(project.get())) {
            node.problem("there is no project \"" + Node.shortened(project.get()) + "\"");
        }
        if (name.isPresent() && !names.add(name.get().toLowerCase(Locale.ROOT))) {
            node.problem(
                    "a second feature store is named \"" + Node.shortened(name.get()) + "\" (case does not count)");
            return;
        }
        FeatureStore store = new FeatureStore(id, name.orElse("?"));
        List<FeatureGroupData> groups = groups(node, store, groupIds);
        if (name.isPresent() && project.isPresent()) {
            stores.put(node, new FeatureStoreData(store, project.get(), groups));
        }
    }

    private static List<FeatureGroupData> groups(Node node, FeatureStore store, Ids groupIds) {
        List<FeatureGroupData> groups = new ArrayList<>();
        Set<String> tables = new HashSet<>();
        for (Node group : node.items("featureGroups")) {
            GroupParser.read(group, store, groupIds.idOf(group)).ifPresent(read -> {
                if (tables.add(read.group().table().toLowerCase(Locale.ROOT))) {
                    groups.add(read);
                } else {
                    group.problem("a second feature group has the table "
                            + read.group().table());
                }
            });
        }
        return groups;
    }
}
