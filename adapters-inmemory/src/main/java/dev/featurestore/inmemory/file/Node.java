package dev.featurestore.inmemory.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in the data file. What is asked of it and is not there is noted as a problem, and the answer is empty: who
 * asks goes on with what there is. Paths are put together only for problems.
 */
final class Node {
    private static final int LONGEST_SHOWN = 100;

    private final JsonNode json;
    private final @Nullable Node parent;
    private final String step;
    private final Problems problems;

    private Node(JsonNode json, @Nullable Node parent, String step, Problems problems) {
        this.json = json;
        this.parent = parent;
        this.step = step;
        this.problems = problems;
    }

    static Node root(JsonNode json, Problems problems) {
        return new Node(json, null, "", problems);
    }

    JsonNode json() {
        return json;
    }

    void problem(String text) {
        problems.add(path(), text);
    }

    /** Notes that something else was expected here, and shows what there is. */
    void expected(String what) {
        problem("expected " + what + ", got " + shown());
    }

    private String path() {
        String before = parent == null ? "" : parent.path();
        return before.isEmpty() && step.startsWith(".") ? step.substring(1) : before + step;
    }

    /** Whether an API key may stand here, in its place or out of it: then values are not shown. */
    private boolean holdsSecrets() {
        return step.equals(".apiKeys") || (parent != null && parent.holdsSecrets());
    }

    private String shown() {
        if (json.isObject()) {
            return "an object";
        }
        if (json.isArray()) {
            return "an array";
        }
        return holdsSecrets() ? "a " + json.getNodeType().name().toLowerCase(Locale.ROOT) : shortened(json.toString());
    }

    static String shortened(String text) {
        if (text.length() <= LONGEST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return text.substring(0, end) + "...";
    }

    /** Whether this is an object; one with other members than these is noted. */
    boolean isObjectOf(String... known) {
        if (!json.isObject()) {
            expected("an object");
            return false;
        }
        Set<String> names = Set.of(known);
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                problem("unknown member \"" + shortened(name) + "\"");
            }
        });
        return true;
    }

    /** The member of that name; empty if it is absent or null. */
    Optional<Node> member(String name) {
        @Nullable JsonNode member = json.get(name);
        return member == null || member.isNull()
                ? Optional.empty()
                : Optional.of(new Node(member, this, "." + name, problems));
    }

    /** The member of that name, which must not be absent or null. */
    Optional<Node> required(String name) {
        Optional<Node> member = member(name);
        if (member.isEmpty()) {
            problem("member \"" + name + "\" is missing");
        }
        return member;
    }

    /** The items of a member that is an array; none if it is absent. */
    List<Node> items(String name) {
        return member(name).map(Node::items).orElse(List.of());
    }

    /** The items of this array. */
    List<Node> items() {
        if (!json.isArray()) {
            expected("an array");
            return List.of();
        }
        List<Node> items = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            items.add(new Node(json.get(i), this, "[" + i + "]", problems));
        }
        return items;
    }

    /** The members of this object, whatever their names. */
    Map<String, Node> members() {
        if (!json.isObject()) {
            expected("an object");
            return Map.of();
        }
        Map<String, Node> members = new LinkedHashMap<>();
        json.properties()
                .forEach(member -> members.put(
                        member.getKey(),
                        new Node(member.getValue(), this, "[\"" + shortened(member.getKey()) + "\"]", problems)));
        return members;
    }

    /** This string, if it is one and not blank. */
    Optional<String> text() {
        if (!json.isTextual() || json.textValue().isBlank()) {
            expected("a non-empty string");
            return Optional.empty();
        }
        return Optional.of(json.textValue());
    }

    /** This string, which may be empty. */
    Optional<String> anyText() {
        if (!json.isTextual()) {
            expected("a string");
            return Optional.empty();
        }
        return Optional.of(json.textValue());
    }

    /** This positive integer of up to 32 bits. */
    Optional<Integer> number() {
        return integer(1, "an integer from 1 to 2147483647");
    }

    /** This integer of up to 32 bits, zero included. */
    Optional<Integer> index() {
        return integer(0, "an integer from 0 to 2147483647");
    }

    private Optional<Integer> integer(int min, String expectation) {
        if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < min) {
            expected(expectation);
            return Optional.empty();
        }
        return Optional.of(json.intValue());
    }

    /** This true or false. */
    Optional<Boolean> truth() {
        if (!json.isBoolean()) {
            expected("true or false");
            return Optional.empty();
        }
        return Optional.of(json.booleanValue());
    }

    /** The strings of this array, none of them twice. */
    List<String> distinctTexts() {
        List<String> texts = new ArrayList<>();
        for (Node item : items()) {
            item.text().ifPresent(text -> {
                if (texts.contains(text)) {
                    item.problem("\"" + shortened(text) + "\" is named twice");
                } else {
                    texts.add(text);
                }
            });
        }
        return texts;
    }
}
