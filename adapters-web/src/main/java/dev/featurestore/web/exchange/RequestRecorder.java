package dev.featurestore.web.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.featurestore.web.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requests for vectors to a log of their own, each as a line {@code {"path": ..., "body": ...}}, so that they
 * can be sent again. Which of its two loggers is on says whether values are masked; by default neither is. Thread-safe.
 */
final class RequestRecorder {
    /** With the values of keys and passed features as they were sent. */
    static final String PLAIN = "recorded-requests.plain";

    /** Without them: the lines tell what was asked for, and cannot be sent again. */
    static final String MASKED = "recorded-requests.masked";

    static final ObjectMapper JSON = new ObjectMapper(JsonReader.newFactory());
    private static final JsonNode MASK = TextNode.valueOf("***");

    private static final List<String> WITH_VALUES = List.of("entries", "passedFeatures");

    private final Logger plain = LoggerFactory.getLogger(PLAIN);
    private final Logger masked = LoggerFactory.getLogger(MASKED);

    /** Records a request that could be read, if that is wanted. */
    void record(Request request, String path) {
        boolean asSent = plain.isInfoEnabled();
        if (asSent || masked.isInfoEnabled()) {
            RequestBody.of(request).ifPresent(body -> {
                if (asSent) {
                    plain.info("{\"path\":{},\"body\":{}}", TextNode.valueOf(path), oneLine(body.bytes()));
                } else {
                    masked.info(
                            "{\"path\":{},\"masked\":true,\"body\":{}}",
                            TextNode.valueOf(path),
                            withoutValues(body.bytes()));
                }
            });
        }
    }

    /** Line ends stand between the tokens of JSON only: within strings they are escaped. */
    private static String oneLine(byte[] json) {
        return new String(json, StandardCharsets.UTF_8)
                .replace('\n', ' ')
                .replace('\r', ' ')
                .strip();
    }

    static String withoutValues(byte[] json) {
        try {
            JsonNode body = JSON.readTree(json);
            if (body instanceof ObjectNode request) {
                for (String member : WITH_VALUES) {
                    if (request.hasNonNull(member)) {
                        request.replace(member, masked(request.get(member)));
                    }
                }
            }
            return body.toString();
        } catch (IOException | RuntimeException unreadable) { // by this parser, though not by the other
            return "null";
        }
    }

    /** The names of an object's members stay, and how many items an array has. */
    private static JsonNode masked(JsonNode values) {
        if (values instanceof ArrayNode many) {
            ArrayNode items = JSON.createArrayNode();
            many.forEach(item -> items.add(masked(item)));
            return items;
        }
        if (values instanceof ObjectNode one) {
            one.properties().forEach(member -> member.setValue(MASK));
            return one;
        }
        return MASK;
    }
}
