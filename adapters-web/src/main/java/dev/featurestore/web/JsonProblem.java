package dev.featurestore.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.featurestore.domain.Failure;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says what is wrong with a body, and at which line and column, without a word about the parser. */
final class JsonProblem {
    /** Where the parser begins to explain itself: its options, its source. */
    private static final Pattern INTERNALS = Pattern.compile(
            "(?s)(?: \\(start marker|: enable |: maybe a \\(non-standard| \\(not recognized|`|\\[Source|com\\.).*");

    private JsonProblem() {}

    static RequestRefused of(IOException problem, JsonParser parser) {
        if (problem instanceof StreamConstraintsException) {
            String what = parser.getParsingContext().getNestingDepth() > JsonReader.DEEPEST
                    ? "nested deeper than " + JsonReader.DEEPEST + " levels"
                    : "a name or number is longer than " + JsonReader.LONGEST_WORD + " characters";
            return at(parser.currentLocation(), "Malformed JSON: " + what);
        }
        if (problem instanceof JsonProcessingException syntax) {
            String what = INTERNALS.matcher(syntax.getOriginalMessage()).replaceFirst("");
            return at(syntax.getLocation(), "Malformed JSON: " + Failure.shortened(what));
        }
        throw new IllegalStateException("bytes in memory cannot fail to be read", problem);
    }

    static RequestRefused at(JsonLocation where, String what) {
        return RequestRefused.malformed(what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")");
    }
}
