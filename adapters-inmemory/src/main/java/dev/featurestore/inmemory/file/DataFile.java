package dev.featurestore.inmemory.file;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.domain.view.FeatureViewName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a data file holds, read and checked.
 *
 * @param stores by name
 * @param views what is behind each view's name
 * @param callers who owns each API key
 */
public record DataFile(
        Map<String, FeatureStoreData> stores, Map<FeatureViewName, Resolution> views, Map<ApiKey, Caller> callers) {
    /** Numbers keep their digits; a name that stands twice in an object would hide one of its values. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads a file.
     *
     * @param name how messages name it
     * @throws InvalidDataFile if anything at all is wrong with it
     */
    public static DataFile read(String name, byte[] content) {
        Problems problems = new Problems(name);
        JsonNode json = parse(problems, content);
        problems.throwIfAny();
        DataFile read = read(Node.root(json, problems));
        problems.throwIfAny();
        return read;
    }

    private static JsonNode parse(Problems problems, byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(place, "not well-formed JSON: " + withoutContent(malformed.getOriginalMessage()));
        } catch (IOException unreadable) {
            problems.add("", "not readable as JSON text");
        }
        return JSON.missingNode();
    }

    /**
     * The parser's message, but for the words of the file that it may repeat, of which one could be a secret, and its
     * own.
     */
    private static String withoutContent(String message) {
        return message.startsWith("Unrecognized token")
                ? "expected a JSON value"
                : Node.shortened(message.replaceAll("(?s) \\(for \\w+ starting at .*", ""));
    }

    private static DataFile read(Node root) {
        if (!root.isObjectOf("users", "projects", "featureStores", "shares", "restrictedAccess")) {
            return new DataFile(Map.of(), Map.of(), Map.of());
        }
        Map<String, List<ApiKey>> users = UsersParser.read(root);
        Map<String, Map<String, String>> projects = ProjectsParser.read(root, users.keySet());
        Map<Node, FeatureStoreData> storesByNode = StoresParser.read(root, projects.keySet());
        Map<String, FeatureStoreData> stores = storesByNode.values().stream()
                .collect(toMap(store -> store.store().name(), store -> store));
        AccessParser access = new AccessParser(stores);
        Map<String, List<Grant>> byProject = access.byProject(root, projects.keySet());
        Map<String, Map<String, List<Grant>>> byUser = access.byRestrictedUser(root, users.keySet());
        Map<ApiKey, Caller> callers = new HashMap<>();
        users.forEach((email, keys) -> {
            Caller caller = caller(email, projects, byProject, byUser.getOrDefault(email, Map.of()));
            keys.forEach(key -> callers.put(key, caller));
        });
        return new DataFile(stores, ViewsParser.read(storesByNode, stores), callers);
    }

    private static Caller caller(
            String email,
            Map<String, Map<String, String>> projects,
            Map<String, List<Grant>> byProject,
            Map<String, List<Grant>> inPerson) {
        List<ProjectGrants> grants = new ArrayList<>();
        projects.forEach((project, members) -> {
            if (members.containsKey(email)) {
                boolean restricted = ProjectsParser.RESTRICTED.equals(members.get(email));
                grants.add(ProjectGrants.of((restricted ? inPerson : byProject).getOrDefault(project, List.of())));
            }
        });
        return new Caller.Member(grants);
    }
}
