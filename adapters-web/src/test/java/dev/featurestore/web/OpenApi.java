package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The description of the API, and whether answers keep to it. */
final class OpenApi {
    static final JsonNode DOCUMENT = read();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getDraft202012());
    private static final Map<String, com.networknt.schema.Schema> COMPILED = new ConcurrentHashMap<>();

    private OpenApi() {}

    /** Fails unless the description has such an answer, and the answer's headers and body are as it says. */
    static void check(String method, String path, int status, HttpHeaders headers, String body) {
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode()) {
            assertThat(status)
                    .as("of an operation that is not described: %s %s", method, path)
                    .isIn(404, 405);
            checkBody(DOCUMENT.at("/components/schemas/Error"), body);
            return;
        }
        JsonNode response = resolved(operation.at("/responses/" + status));
        assertThat(response.isMissingNode())
                .as("description of the answer %d of %s %s: %s", status, method, path, body)
                .isFalse();
        response.path("headers").properties().forEach(header -> {
            JsonNode description = resolved(header.getValue());
            if (!description.path("required").asBoolean(false)
                    && headers.firstValue(header.getKey()).isEmpty()) {
                return;
            }
            assertThat(headers.firstValue(header.getKey()))
                    .as(header.getKey())
                    .hasValueSatisfying(value -> assertThat(value)
                            .matches(description.at("/schema/pattern").asText()));
        });
        assertThat(headers.firstValue("Content-Type")).hasValue("application/json");
        checkBody(response.at("/content/application~1json/schema"), body);
    }

    private static JsonNode operation(String method, String path) {
        String template = path.replaceFirst("^/0\\.[12]\\.0/", "/{apiVersion}/").replaceFirst("\\?.*", "");
        JsonNode paths = DOCUMENT.path("paths");
        JsonNode exact = paths.path(template);
        return (exact.isMissingNode() ? withParameters(paths, template) : exact).path(method.toLowerCase(Locale.ROOT));
    }

    /** The path of the description that the path fits with something in place of each of its parameters. */
    private static JsonNode withParameters(JsonNode paths, String path) {
        return paths.properties().stream()
                .filter(each -> path.matches(each.getKey()
                        .replaceFirst("\\{apiVersion}", "\\\\{apiVersion\\\\}")
                        .replaceAll("/\\{\\w+}", "/[^/]+")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Fails unless the body is JSON that keeps to the schema. */
    static void checkBody(JsonNode schema, String body) {
        assertThat(COMPILED.computeIfAbsent(schema.toString(), text -> compiled(schema))
                        .validate(parsed(body)))
                .as("deviations of %s", body)
                .isEmpty();
    }

    private static com.networknt.schema.Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static JsonNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("pages/openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
