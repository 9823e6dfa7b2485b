package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.RequestRefused;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is wrong with a body, and at which line and column, without a word about the parser. */
final class JsonProblem {
    /** Where the parser begins to explain itself: its options, its source. */
    private static final Pattern INTERNALS = Pattern.compile(
            "(?s)(?: \\(start marker| \\(for \\w+ starting at|: enable |: maybe a \\(non-standard| \\(not recognized"
                    + "|`|\\[Source|com\\.).*");

    private static final Logger LOG = LoggerFactory.getLogger(JsonProblem.class);

    private JsonProblem() {}

    /** @param problem thrown by the parser, whatever it is: the body is to blame, as nothing else is read */
    static RequestRefused of(Exception problem, JsonParser parser) {
        if (problem instanceof StreamConstraintsException limit) {
            return at(parser.currentLocation(), "Malformed JSON: " + exceeded(limit, parser));
        }
        if (problem instanceof JsonProcessingException syntax) {
            String what = INTERNALS.matcher(syntax.getOriginalMessage()).replaceFirst("");
            return at(syntax.getLocation(), "Malformed JSON: " + Failure.shortened(what));
        }
        LOG.debug("The parser failed on a body", problem);
        return at(parser.currentLocation(), "Malformed JSON: it cannot be read from here on");
    }

    private static String exceeded(StreamConstraintsException limit, JsonParser parser) {
        String which = limit.getOriginalMessage();
        if (parser.getParsingContext().getNestingDepth() > JsonReader.DEEPEST) {
            return "nested deeper than " + JsonReader.DEEPEST + " levels";
        }
        if (which.startsWith("Name ")) {
            return "the name of a member is longer than " + JsonReader.LONGEST_WORD + " characters";
        }
        if (which.startsWith("Number ")) {
            return "a number is longer than " + JsonReader.LONGEST_WORD + " characters";
        }
        LOG.debug("The parser has a limit without a message", limit);
        return "a limit of the parser is exceeded";
    }

    static RequestRefused at(JsonLocation where, String what) {
        return RequestRefused.malformed(what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")");
    }
}
