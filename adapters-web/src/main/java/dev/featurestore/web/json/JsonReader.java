package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.ValuePreview;
import dev.featurestore.web.RequestRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body from front to back, directly into values. Every method that reads a value expects to stand at
 * its first token and leaves at its last; everything that is wrong with the body is a {@link RequestRefused} that says
 * what and where.
 */
public final class JsonReader implements AutoCloseable {
    /** Deeper than any feature is; the parser does not recurse, but a client that reads the answer may. */
    static final int DEEPEST = 100;

    /** Characters of the name of a member, or of a number. */
    static final int LONGEST_WORD = 1000;

    /** Room for what an entry mostly has: a key or two. */
    private static final int FEW = 4;

    private static final JsonFactory FACTORY = newFactory();

    private final String body;
    private final JsonParser parser;

    private JsonReader(String body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /**
     * Makes parsers for what clients send. Strings and the document are bounded by the size of the body. Names are not
     * canonicalized: the parser's table of them is shared by all requests, so that names that one client made up would
     * slow down, or break, what others send. Without the table it reads characters as fast as bytes with it.
     */
    public static JsonFactory newFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_WORD)
                        .maxNameLength(LONGEST_WORD)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /** Opens a body, which must hold one object, and stands at its beginning. */
    public static JsonReader of(byte[] body) {
        Utf8.require(body);
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonReader reader = new JsonReader(text, FACTORY.createParser(text));
            reader.begin();
            return reader;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    private void begin() {
        @Nullable JsonToken first = next();
        if (first == null) {
            throw RequestRefused.malformed("The body is empty, expected: a JSON object");
        }
        if (first != JsonToken.START_OBJECT) {
            throw wrongType("body", "'object'");
        }
    }

    /** Makes sure that nothing follows the object. */
    public void end() {
        if (next() != null) {
            throw refused("Something follows the end of the JSON object");
        }
    }

    /** What the value is. */
    public JsonType kind() {
        return kindOf(parser.currentToken());
    }

    /** Steps to the value of the next member and gives its name; null at the end of the object. */
    @Nullable
    String nextMember() {
        try {
            @Nullable String name = parser.nextFieldName();
            if (name != null) {
                parser.nextToken();
            }
            return name;
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.of(e, parser);
        }
    }

    /** Steps to the next item; false at the end of the array. */
    public boolean nextItem() {
        return next() != JsonToken.END_ARRAY;
    }

    /** Leaves the value unread; that it is well-formed is checked all the same. */
    public void skip() {
        try {
            parser.skipChildren();
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.of(e, parser);
        }
    }

    /** The value, whatever it is: numbers keep their digits, arrays and objects all that they are written with. */
    Value value() {
        try {
            return switch (kind()) {
                case NULL -> Value.NULL;
                case BOOLEAN -> new Value.Bool(parser.getBooleanValue());
                case NUMBER -> new Value.Numeral(parser.getText());
                case STRING -> new Value.Text(parser.getText());
                case ARRAY -> new Value.Verbatim(JsonType.ARRAY, source());
                case OBJECT -> new Value.Verbatim(JsonType.OBJECT, source());
            };
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.of(e, parser);
        }
    }

    private String source() throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getCharOffset();
        return body.substring(start, end);
    }

    /** The members of an object of names and values, in order; {@code where} is for messages. */
    public Map<String, Value> values(Supplier<String> where) {
        Map<String, Value> values = new LinkedHashMap<>(FEW);
        for (String name = nextMember(); name != null; name = nextMember()) {
            if (values.containsKey(name)) {
                throw duplicate(name, where.get());
            }
            values.put(name, value());
        }
        return values;
    }

    /** A string; null if there is null. */
    @Nullable
    public String text(String member) {
        return switch (kind()) {
            case NULL -> null;
            case STRING -> ((Value.Text) value()).characters();
            case BOOLEAN, NUMBER, ARRAY, OBJECT -> throw wrongType(member, "'string'");
        };
    }

    /** True or false; {@code otherwise} if there is null. */
    public boolean flag(String member, boolean otherwise) {
        return switch (kind()) {
            case NULL -> otherwise;
            case BOOLEAN -> ((Value.Bool) value()).value();
            case STRING, NUMBER, ARRAY, OBJECT -> throw wrongType(member, "'boolean'");
        };
    }

    /** A whole number, written as one; null if there is null. */
    @Nullable
    public Integer integer(String member) {
        try {
            if (kind() == JsonType.NULL) {
                return null;
            }
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() == JsonParser.NumberType.INT) {
                return parser.getIntValue();
            }
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.of(e, parser);
        }
        throw wrongType(member, "'integer' from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }

    /** Whether an object follows; false if there is null. */
    public boolean isObject(String member) {
        return isContainer(member, JsonType.OBJECT);
    }

    /** Whether an array follows; false if there is null. */
    public boolean isArray(String member) {
        return isContainer(member, JsonType.ARRAY);
    }

    private boolean isContainer(String member, JsonType container) {
        if (kind() == JsonType.NULL) {
            return false;
        }
        if (kind() != container) {
            throw wrongType(member, "'" + container.word() + "'");
        }
        return true;
    }

    RequestRefused wrongType(String member, String expected) {
        JsonType got = kind();
        JsonLocation where = parser.currentTokenLocation();
        String shown = got == JsonType.NULL ? "" : " " + ValuePreview.of(value());
        return JsonProblem.at(
                where, "Wrong type of '" + member + "'. Got: '" + got.word() + "'" + shown + ", expected: " + expected);
    }

    RequestRefused duplicate(String name, String where) {
        return refused(
                "Duplicate member '" + Failure.shortened(name) + "'" + (where.isEmpty() ? "" : " in '" + where + "'"));
    }

    private RequestRefused refused(String what) {
        return JsonProblem.at(parser.currentTokenLocation(), what);
    }

    private @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException | RuntimeException e) {
            throw JsonProblem.of(e, parser);
        }
    }

    private static JsonType kindOf(@Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalStateException("not at a value");
        }
        return switch (token) {
            case VALUE_NULL -> JsonType.NULL;
            case VALUE_TRUE, VALUE_FALSE -> JsonType.BOOLEAN;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonType.NUMBER;
            case VALUE_STRING -> JsonType.STRING;
            case START_ARRAY -> JsonType.ARRAY;
            case START_OBJECT -> JsonType.OBJECT;
            case NOT_AVAILABLE, END_ARRAY, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("not at a value but at " + token);
        };
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be closed", e);
        }
    }
}
