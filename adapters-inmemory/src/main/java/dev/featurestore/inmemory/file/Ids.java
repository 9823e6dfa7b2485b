package dev.featurestore.inmemory.file;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Numbers things: by their "id" where they have one, else from 1 on, leaving out the numbers that are given. */
final class Ids {
    private final Set<Integer> given = new HashSet<>();
    private int last;

    /** Notes the numbers that are given, before any is handed out; one that is given twice is a problem. */
    static Ids of(List<Node> nodes) {
        Ids ids = new Ids();
        for (Node node : nodes) {
            node.member("id")
                    .ifPresent(member -> member.number().ifPresent(id -> {
                        if (!ids.given.add(id)) {
                            member.problem("id " + id + " is given twice");
                        }
                    }));
        }
        return ids;
    }

    int idOf(Node node) {
        Optional<Integer> own = node.member("id")
                .map(Node::json)
                .filter(json -> json.isIntegralNumber() && json.canConvertToInt())
                .map(json -> json.intValue());
        return own.orElseGet(this::next);
    }

    private int next() {
        do {
            last++;
        } while (given.contains(last));
        return last;
    }
}
