package dev.featurestore.rondb.testing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a data file says: users, projects, stores with their groups, rows and views, and who may read what. The same
 * files fill the in-memory store. What a file leaves out is an empty list, map or text, or null for a number.
 */
public record World(
        List<User> users,
        List<Project> projects,
        List<Store> featureStores,
        List<Share> shares,
        List<Restricted> restrictedAccess) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public World {
        users = list(users);
        projects = list(projects);
        featureStores = list(featureStores);
        shares = list(shares);
        restrictedAccess = list(restrictedAccess);
    }

    /** The world that the ports' contracts are stated in. */
    public static World contract() {
        return resource("/contract-world.json");
    }

    /** Column types, collations and Avro types that the contracts do not have, in a store {@code types}. */
    public static World types() {
        return resource("/dev/featurestore/rondb/testing/types-world.json");
    }

    /** Reads a file on the class path, such as {@code /contract-world.json}. */
    public static World resource(String path) {
        try (InputStream in = World.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + path + " on the class path");
            }
            return JSON.readValue(in, World.class);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Reads the text of a file. */
    public static World parse(String json) {
        return read(json, World.class);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store of that name, in any case. */
    public Store store(String name) {
        return featureStores.stream()
                .filter(store -> store.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store " + name));
    }

    public record User(String email, List<ApiKey> apiKeys) {
        public User {
            apiKeys = list(apiKeys);
        }
    }

    /** An API key; {@code key} is what the client sends. */
    public record ApiKey(String name, String key) {}

    public record Project(String name, Map<String, String> members) {
        public Project {
            members = members == null ? Map.of() : members;
        }
    }

    public record Store(String name, Integer id, String project, List<Group> featureGroups, List<View> featureViews) {
        public Store {
            project = project == null ? name : project;
            featureGroups = list(featureGroups);
            featureViews = list(featureViews);
        }

        /** The group of that name and version, unless it is not in the file, being deleted. */
        public Optional<Group> group(String group, int version) {
            return featureGroups.stream()
                    .filter(candidate -> candidate.name().equals(group) && candidate.version() == version)
                    .findFirst();
        }

        /** The view of that name and version. */
        public View view(String view, int version) {
            return featureViews.stream()
                    .filter(candidate -> candidate.name().equals(view) && candidate.version() == version)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no view " + view + " " + version));
        }
    }

    public record Group(
            String name,
            int version,
            Integer id,
            boolean spine,
            List<String> primaryKey,
            List<Column> features,
            List<List<JsonNode>> rows) {
        public Group {
            primaryKey = list(primaryKey);
            features = list(features);
            rows = list(rows);
        }

        /** The name of its online table and of its Avro schema's subject. */
        public String table() {
            return name + "_" + version;
        }

        Optional<Column> column(String column) {
            return features.stream()
                    .filter(candidate -> candidate.name().equals(column))
                    .findFirst();
        }
    }

    /** A feature of a group: {@code type} as offline, {@code onlineType} as in its table. */
    public record Column(String name, String type, String onlineType) {
        public Column {
            onlineType = onlineType == null ? OnlineTypes.defaultFor(type) : onlineType;
        }
    }

    public record View(
            String name, int version, List<Join> joins, List<ViewFeature> features, List<ServingKey> servingKeys) {
        public View {
            joins = list(joins);
            features = list(features);
            servingKeys = list(servingKeys);
        }
    }

    /** A joined group; {@code on} maps a name on the left to this group's key column. */
    public record Join(
            String featureGroup,
            int version,
            String featureStore,
            String prefix,
            boolean deleted,
            List<String> features,
            List<String> labels,
            Map<String, String> on) {
        public Join {
            prefix = prefix == null ? "" : prefix;
            features = list(features);
            labels = list(labels);
            on = on == null ? Map.of() : on;
        }
    }

    public record ViewFeature(String name, int join, boolean label) {}

    /** How an entry names a key column; without a prefix of its own, with the join's. */
    public record ServingKey(int join, String feature, String prefix, Boolean required, String joinOn) {
        public ServingKey {
            required = required == null || required;
        }
    }

    /** A store, a group of it, or columns of a group, shared with a project. */
    public record Share(
            String featureStore,
            String featureGroup,
            Integer version,
            @JsonProperty("with") String withProject,
            List<String> features) {
        public Share {
            features = list(features);
        }
    }

    /** A group, or columns of it, granted to a restricted member. */
    public record Restricted(
            String featureStore, String featureGroup, int version, String user, List<String> features) {
        public Restricted {
            features = list(features);
        }
    }

    private static <T> List<T> list(List<T> given) {
        return given == null ? List.of() : given;
    }
}
