package dev.featurestore.domain.value;

/** What sort of thing a {@link Value} is on the wire: the six of JSON. */
public enum JsonType {
    NULL("null"),
    BOOLEAN("boolean"),
    NUMBER("number"),
    STRING("string"),
    ARRAY("array"),
    OBJECT("object");

    private final String word;

    JsonType(String word) {
        this.word = word;
    }

    /** The word for messages to clients, such as {@code string}. */
    public String word() {
        return word;
    }
}
