package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The values that a setting takes: what they are called, how they are read and how they are shown. Immutable. */
interface SettingType<T> {
    /** What the reference says, such as {@code integer from 0 to 65535}. */
    String name();

    /** What a value has to be, such as {@code an integer from 0 to 65535}. */
    default String phrase() {
        return "a " + name();
    }

    /** What a text of the environment or the command line has to be, which may have a form of its own. */
    default String phraseOfText() {
        return phrase();
    }

    /** The value; empty if it is none of this type. The environment and the command line only know texts. */
    Optional<T> parse(JsonNode value);

    /** The value as it is printed: never a secret. */
    String show(T value);

    /** A value that is none of this type, as an error quotes it. */
    default String showWrong(JsonNode value) {
        return shortened(value);
    }

    /** Whether this stands for no value, as if the setting were not named. */
    default boolean isAbsent(JsonNode value) {
        return value.isNull();
    }

    /** Names within the value that mean nothing, each with its place, such as {@code [0].Prot}. */
    default List<String> unknownNames(JsonNode value) {
        return List.of();
    }

    /** The items of an array, or those of a text with commas between them; none of anything else. */
    static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        if (list.isTextual()) {
            for (String part : list.textValue().split(",", -1)) {
                items.add(TextNode.valueOf(part.strip()));
            }
        } else if (list.isArray()) {
            list.forEach(items::add);
        }
        return items;
    }

    /** The first item of a list that is wrong, as an error quotes it: the others need no look. */
    static String showWrongItem(JsonNode list, Predicate<JsonNode> isRight) {
        List<JsonNode> items = items(list);
        for (int i = 0; i < items.size(); i++) {
            if (!isRight.test(items.get(i))) {
                return shortened(items.get(i)) + " at [" + i + "]";
            }
        }
        return shortened(list);
    }

    /** JSON of bounded length. */
    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
