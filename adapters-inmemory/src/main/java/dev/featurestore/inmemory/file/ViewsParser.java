package dev.featurestore.inmemory.file;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.InvalidFeatureView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the feature views of all stores. */
final class ViewsParser {
    private final Map<String, FeatureStoreData> stores;
    private final Map<FeatureViewName, Resolution> views = new HashMap<>();

    private ViewsParser(Map<String, FeatureStoreData> stores) {
        this.stores = stores;
    }

    /** What is behind each view's name, the store's name as it is written in the file. */
    static Map<FeatureViewName, Resolution> read(
            Map<Node, FeatureStoreData> storesByNode, Map<String, FeatureStoreData> storesByName) {
        ViewsParser reader = new ViewsParser(storesByName);
        storesByNode.forEach((node, store) -> node.items("featureViews").forEach(view -> reader.read(view, store)));
        return reader.views;
    }

    private void read(Node node, FeatureStoreData store) {
        if (!node.isObjectOf("name", "version", "joins", "features", "servingKeys")) {
            return;
        }
        Optional<String> name = node.required("name").flatMap(Node::text);
        Optional<Integer> version = node.required("version").flatMap(Node::number);
        Optional<List<JoinNode>> joins = JoinNode.readAll(node, store, stores);
        if (name.isEmpty() || version.isEmpty() || joins.isEmpty()) {
            return;
        }
        Optional<List<FeatureNode>> features = FeatureNode.readAll(node, joins.get());
        Optional<List<ServingKey>> keys = ServingKeys.read(node, joins.get());
        if (features.isEmpty() || keys.isEmpty()) {
            return;
        }
        FeatureViewName named = new FeatureViewName(store.store().name(), name.get(), version.get());
        resolve(node, store.store(), named, joins.get(), features.get(), keys.get())
                .ifPresent(resolution -> {
                    if (views.put(named, resolution) != null) {
                        node.problem("a second feature view is named " + named);
                    }
                });
    }

    private static Optional<Resolution> resolve(
            Node node,
            FeatureStore store,
            FeatureViewName name,
            List<JoinNode> joins,
            List<FeatureNode> features,
            List<ServingKey> keys) {
        Optional<FeatureNode> lost = features.stream()
                .filter(feature -> !feature.label() && feature.join().isDeleted())
                .findFirst();
        if (lost.isPresent()) {
            return Optional.of(new Resolution.GroupDeleted(store, lost.get().name()));
        }
        boolean pointless = joins.stream()
                .filter(JoinNode::isDeleted)
                .anyMatch(join ->
                        features.stream().noneMatch(feature -> feature.join().equals(join)));
        if (pointless) {
            node.problem("a join with a deleted feature group needs a feature or label that lost it");
            return Optional.empty();
        }
        FeatureViewDefinition definition = new FeatureViewDefinition(
                store, name.view(), name.version(), definitions(joins), positioned(features), keys);
        try {
            return Optional.of(new Resolution.Found(FeatureView.compile(definition)));
        } catch (InvalidFeatureView contradiction) {
            node.problem(String.valueOf(contradiction.getMessage()));
            return Optional.empty();
        }
    }

    private static List<Join> definitions(List<JoinNode> joins) {
        return joins.stream()
                .flatMap(join ->
                        join.group().map(group -> new Join(join.index(), join.prefix(), group.group())).stream())
                .toList();
    }

    private static List<Feature> positioned(List<FeatureNode> features) {
        List<Feature> positioned = new ArrayList<>();
        for (FeatureNode feature : features) {
            int position = positioned.size();
            feature.type()
                    .ifPresent(type -> positioned.add(
                            new Feature(feature.name(), type, feature.join().index(), position, feature.label())));
        }
        return positioned;
    }
}
