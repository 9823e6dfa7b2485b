package dev.featurestore.bootstrap.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a server answered.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param body or, if there was no answer, why
 * @param nanos from sending the request to the last byte of the answer
 */
record Answer(int status, String body, long nanos) {
    boolean came() {
        return status != 0;
    }

    /** What it holds; if that is not JSON, a text. */
    JsonNode json() {
        try {
            return RecordedRequest.JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return TextNode.valueOf(body);
        }
    }

    /** The code of an error; 0 if there is none. */
    int code() {
        return json().path("code").asInt();
    }
}
