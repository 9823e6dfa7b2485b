package dev.featurestore.bootstrap.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A request, as a line of a file has it: {@code {"path": "/0.1.0/feature_store", "body": {...}}}.
 *
 * @param line where it stands, from 1
 * @param view which view it asks for, for people
 */
record RecordedRequest(int line, String path, String body, String view) {
    /** Numbers go on as they are written. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws CannotCompare if the file cannot be read, a line is no request, or its values are masked */
    static List<RecordedRequest> readAll(Path file) {
        List<RecordedRequest> requests = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    requests.add(parse(file, number, line));
                }
            }
        } catch (CharacterCodingException noText) {
            throw new CannotCompare(file + " is no text in UTF-8");
        } catch (IOException unreadable) {
            throw new CannotCompare("cannot read " + file);
        }
        if (requests.isEmpty()) {
            throw new CannotCompare(file + " holds no request");
        }
        return requests;
    }

    private static RecordedRequest parse(Path file, int number, String line) {
        String place = file + ", line " + number + ": ";
        JsonNode request;
        try {
            request = JSON.readTree(line);
        } catch (JsonProcessingException noJson) {
            throw new CannotCompare(place + "is not JSON");
        }
        JsonNode path = request.path("path");
        JsonNode body = request.path("body");
        if (!path.isTextual() || !path.textValue().startsWith("/") || !body.isObject()) {
            throw new CannotCompare(
                    place + "must be an object with \"path\", which begins with a slash, and \"body\", an object");
        }
        if (request.path("masked").asBoolean()) {
            throw new CannotCompare(place + "its values are masked (Log.RequestValues): it cannot be sent again");
        }
        String view = body.path("featureStoreName").asText("?") + "/"
                + body.path("featureViewName").asText("?") + "/"
                + body.path("featureViewVersion").asText("?");
        return new RecordedRequest(number, path.textValue(), body.toString(), view);
    }
}
