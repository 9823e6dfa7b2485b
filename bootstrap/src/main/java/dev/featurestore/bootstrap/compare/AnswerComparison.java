package dev.featurestore.bootstrap.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.featurestore.bootstrap.compare.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two answers as a client reads them: numbers by value, arrays in their order, a member that is not there as
 * null. Used once.
 */
final class AnswerComparison {
    private static final Map<String, Kind> MEMBERS = Map.of(
            "features", Kind.VALUE,
            "metadata", Kind.METADATA,
            "status", Kind.VECTOR_STATUS,
            "detailedStatus", Kind.VECTOR_STATUS);
    private static final int OK = 200;
    private static final int MAX_LENGTH = 80;

    private final List<Difference> differences = new ArrayList<>();

    private AnswerComparison() {}

    /** All differences; none if a client could not tell the answers apart. */
    static List<Difference> of(Answer from, Answer to) {
        AnswerComparison comparison = new AnswerComparison();
        comparison.compare(from, to);
        return comparison.differences;
    }

    private void compare(Answer from, Answer to) {
        if (!from.came() || !to.came()) {
            add(
                    Kind.NO_ANSWER,
                    "",
                    from.came() ? "" + from.status() : from.body(),
                    to.came() ? "" + to.status() : to.body());
        } else if (from.status() != to.status()) {
            add(Kind.STATUS, "", from.status() + " " + from.body(), to.status() + " " + to.body());
        } else if (from.status() == OK) {
            vectors(from.json(), to.json());
        } else {
            error(from.json(), to.json());
        }
    }

    private void vectors(JsonNode from, JsonNode to) {
        for (String name : names(from, to)) {
            Kind kind = MEMBERS.getOrDefault(name, Kind.UNKNOWN_MEMBER);
            values(kind, name, from.path(name), to.path(name));
        }
    }

    private void error(JsonNode from, JsonNode to) {
        values(Kind.ERROR_CODE, "code", from.path("code"), to.path("code"));
        for (String name : names(from, to)) {
            if (!name.equals("code")) {
                values(Kind.WORDING, name, from.path(name), to.path(name));
            }
        }
    }

    private static Set<String> names(JsonNode from, JsonNode to) {
        Set<String> names = new TreeSet<>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void values(Kind kind, String where, JsonNode from, JsonNode to) {
        if (same(from, to)) {
            return;
        }
        if (from.isArray() && to.isArray() && from.size() == to.size()) {
            if (sameInAnotherOrder(from, to)) {
                add(kind == Kind.VALUE ? Kind.ORDER : kind, where, text(from), text(to));
                return;
            }
            for (int i = 0; i < from.size(); i++) {
                values(kind, where + "[" + i + "]", from.get(i), to.get(i));
            }
        } else if (from.isObject() && to.isObject()) {
            for (String name : names(from, to)) {
                values(kind, where + "." + name, from.path(name), to.path(name));
            }
        } else {
            add(kind, where, text(from), text(to));
        }
    }

    private static boolean same(JsonNode from, JsonNode to) {
        return present(from).equals(AnswerComparison::compareScalars, present(to));
    }

    private static JsonNode present(JsonNode node) {
        return node instanceof MissingNode ? NullNode.getInstance() : node;
    }

    private static int compareScalars(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static boolean sameInAnotherOrder(JsonNode from, JsonNode to) {
        List<JsonNode> left = new ArrayList<>();
        to.forEach(left::add);
        for (JsonNode item : from) {
            boolean found = false;
            for (int i = 0; i < left.size() && !found; i++) {
                found = same(item, left.get(i));
                if (found) {
                    left.remove(i);
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private void add(Kind kind, String where, String from, String to) {
        differences.add(new Difference(kind, where, shortened(from), shortened(to)));
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
