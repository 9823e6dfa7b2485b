package dev.featurestore.inmemory.file;

import dev.featurestore.domain.value.OfflineType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A feature or label of a feature view.
 *
 * @param type its offline type; empty if its feature group has been deleted
 */
record FeatureNode(String name, JoinNode join, boolean label, Optional<OfflineType> type) {

    /** The features of a view in their order; empty if one of them is at fault or there are none. */
    static Optional<List<FeatureNode>> readAll(Node view, List<JoinNode> joins) {
        Optional<Node> explicit = view.member("features");
        List<FeatureNode> features = new ArrayList<>();
        int named = 0;
        for (JoinNode join : joins) {
            List<String> served =
                    join.node().member("features").map(Node::distinctTexts).orElse(List.of());
            List<String> labels =
                    join.node().member("labels").map(Node::distinctTexts).orElse(List.of());
            if (explicit.isPresent() && !(served.isEmpty() && labels.isEmpty())) {
                join.node().problem("features stand in the joins or in the view's own list, not in both");
            }
            named += served.size() + labels.size();
            served.forEach(name -> of(join.node(), name, join, false).ifPresent(features::add));
            labels.forEach(name -> of(join.node(), name, join, true).ifPresent(features::add));
        }
        List<Node> listed = explicit.map(Node::items).orElse(List.of());
        listed.forEach(node -> read(node, joins).ifPresent(features::add));
        if (features.stream().allMatch(FeatureNode::label) && features.size() == named + listed.size()) {
            view.problem("a feature view needs at least one feature that is no label");
            return Optional.empty();
        }
        return features.size() < named + listed.size() ? Optional.empty() : Optional.of(features);
    }

    private static Optional<FeatureNode> read(Node node, List<JoinNode> joins) {
        if (!node.isObjectOf("name", "join", "label")) {
            return Optional.empty();
        }
        Optional<String> name = node.required("name").flatMap(Node::text);
        Optional<JoinNode> join = joinOf(node, joins);
        boolean label = node.member("label").flatMap(Node::truth).orElse(false);
        return name.isPresent() && join.isPresent() ? of(node, name.get(), join.get(), label) : Optional.empty();
    }

    /** The join that the member "join" names by its place. */
    static Optional<JoinNode> joinOf(Node node, List<JoinNode> joins) {
        Optional<Integer> index = node.required("join").flatMap(Node::index);
        if (index.isPresent() && index.get() >= joins.size()) {
            node.problem("there is no join " + index.get() + ": the view has " + joins.size() + ", from 0");
            return Optional.empty();
        }
        return index.map(joins::get);
    }

    private static Optional<FeatureNode> of(Node node, String name, JoinNode join, boolean label) {
        if (join.group().isEmpty()) {
            return Optional.of(new FeatureNode(name, join, label, Optional.empty()));
        }
        FeatureGroupData group = join.group().get();
        return References.features(node, group, List.of(name)).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FeatureNode(name, join, label, group.column(name).map(Column::offline)));
    }
}
