package dev.featurestore.inmemory.file;

import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The serving keys of a feature view: those that the file lists, else those that Hopsworks would give it. */
final class ServingKeys {
    private ServingKeys() {}

    /** The keys; empty if one of them is at fault. */
    static Optional<List<ServingKey>> read(Node view, List<JoinNode> joins) {
        Optional<Node> explicit = view.member("servingKeys");
        if (explicit.isEmpty()) {
            return Optional.of(defaults(joins));
        }
        List<Node> nodes = explicit.get().items();
        List<ServingKey> keys = new ArrayList<>();
        nodes.forEach(node -> key(node, joins).ifPresent(keys::add));
        return keys.size() < nodes.size() ? Optional.empty() : Optional.of(keys);
    }

    private static Optional<ServingKey> key(Node node, List<JoinNode> joins) {
        if (!node.isObjectOf("join", "feature", "prefix", "required", "joinOn")) {
            return Optional.empty();
        }
        Optional<JoinNode> join = FeatureNode.joinOf(node, joins);
        Optional<String> feature = node.required("feature").flatMap(Node::text);
        if (join.isEmpty() || feature.isEmpty()) {
            return Optional.empty();
        }
        Optional<FeatureGroupData> group = join.get().group();
        if (group.isPresent() && !group.get().key().contains(feature.get())) {
            node.problem("\"" + Node.shortened(feature.get()) + "\" is no primary-key column of "
                    + group.get().group().table());
            return Optional.empty();
        }
        return Optional.of(new ServingKey(
                join.get().index(),
                feature.get(),
                node.member("prefix").flatMap(Node::anyText).orElse(join.get().prefix()),
                node.member("required").flatMap(Node::truth).orElse(true),
                node.member("joinOn").flatMap(Node::text)));
    }

    /**
     * A key for each primary-key column of each join; where two would bear the same name, the later's join tells them.
     */
    private static List<ServingKey> defaults(List<JoinNode> joins) {
        List<ServingKey> keys = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (JoinNode join : joins) {
            for (String column : join.group().map(FeatureGroupData::key).orElse(List.of())) {
                String prefix = taken.contains(join.prefix() + column) ? join.index() + "_" : join.prefix();
                taken.add(prefix + column);
                Optional<String> left = Optional.ofNullable(join.on().get(column));
                keys.add(new ServingKey(join.index(), column, prefix, left.isEmpty(), left));
            }
        }
        return keys;
    }
}
