package dev.featurestore.inmemory.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A join of a feature view.
 *
 * @param group the feature group; empty if it has been deleted since
 * @param on by key column of the group, the name on the left-hand side that it is joined on
 */
record JoinNode(Node node, int index, String prefix, Optional<FeatureGroupData> group, Map<String, String> on) {

    boolean isDeleted() {
        return group.isEmpty();
    }

    /** The joins of a view; empty if one of them is at fault. */
    static Optional<List<JoinNode>> readAll(Node view, FeatureStoreData own, Map<String, FeatureStoreData> stores) {
        List<Node> nodes = view.required("joins").map(Node::items).orElse(List.of());
        if (nodes.isEmpty() && view.member("joins").isPresent()) {
            view.problem("a feature view needs at least one join");
        }
        List<JoinNode> joins = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            read(nodes.get(i), i, own, stores).ifPresent(joins::add);
        }
        return nodes.isEmpty() || joins.size() < nodes.size() ? Optional.empty() : Optional.of(joins);
    }

    private static Optional<JoinNode> read(
            Node node, int index, FeatureStoreData own, Map<String, FeatureStoreData> stores) {
        if (!node.isObjectOf(
                "featureGroup", "version", "featureStore", "deleted", "prefix", "features", "labels", "on")) {
            return Optional.empty();
        }
        Optional<String> name = node.required("featureGroup").flatMap(Node::text);
        Optional<Integer> version = node.required("version").flatMap(Node::number);
        String prefix = node.member("prefix").flatMap(Node::anyText).orElse("");
        if (name.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        if (node.member("deleted").flatMap(Node::truth).orElse(false)) {
            return Optional.of(new JoinNode(node, index, prefix, Optional.empty(), Map.of()));
        }
        Optional<Node> otherStore = node.member("featureStore");
        Optional<FeatureStoreData> store = otherStore.isEmpty()
                ? Optional.of(own)
                : otherStore.flatMap(Node::text).flatMap(other -> References.store(node, stores, other));
        return store.flatMap(in -> References.group(node, in, name.get(), version.get()))
                .map(group -> new JoinNode(node, index, prefix, Optional.of(group), on(node, group)));
    }

    private static Map<String, String> on(Node node, FeatureGroupData group) {
        Map<String, String> leftByKey = new LinkedHashMap<>();
        node.member("on")
                .map(Node::members)
                .orElse(Map.of())
                .forEach((left, right) -> right.text().ifPresent(column -> {
                    if (!group.key().contains(column)) {
                        right.problem("\"" + Node.shortened(column) + "\" is no primary-key column of "
                                + group.group().table());
                    } else if (leftByKey.put(column, left) != null) {
                        right.problem("\"" + column + "\" is joined twice");
                    }
                }));
        return leftByKey;
    }
}
