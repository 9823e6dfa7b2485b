package dev.featurestore.inmemory.file;

import dev.featurestore.domain.access.ApiKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the users and their API keys. What a key is must not show in any message. */
final class UsersParser {
    private final Map<String, List<ApiKey>> users = new LinkedHashMap<>();
    private final Set<String> prefixes = new HashSet<>();

    private UsersParser() {}

    /** The API keys of each user, by e-mail. */
    static Map<String, List<ApiKey>> read(Node root) {
        UsersParser reader = new UsersParser();
        root.items("users").forEach(reader::user);
        return reader.users;
    }

    private void user(Node node) {
        if (!node.isObjectOf("email", "apiKeys")) {
            return;
        }
        Optional<String> email = node.required("email").flatMap(Node::text);
        List<ApiKey> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node key : node.items("apiKeys")) {
            apiKey(key, names).ifPresent(keys::add);
        }
        email.ifPresent(known -> {
            if (users.putIfAbsent(known, keys) != null) {
                node.problem("a second user has the e-mail \"" + Node.shortened(known) + "\"");
            }
        });
    }

    private Optional<ApiKey> apiKey(Node node, Set<String> names) {
        if (!node.isObjectOf("name", "key")) {
            return Optional.empty();
        }
        node.required("name")
                .flatMap(Node::text)
                .filter(name -> !names.add(name))
                .ifPresent(
                        name -> node.problem("the user's second API key of the name \"" + Node.shortened(name) + "\""));
        Optional<Node> text = node.required("key");
        Optional<ApiKey> key = text.map(Node::json).flatMap(json -> ApiKey.parse(json.asText()));
        if (text.isPresent() && key.isEmpty()) {
            text.get().problem("malformed API key: expected <16-character prefix>.<secret>");
        }
        if (key.isPresent() && !prefixes.add(key.get().prefix())) {
            node.problem("another API key has the prefix " + key.get().prefix());
        }
        return key;
    }
}
