package dev.featurestore.inmemory.file;

import dev.featurestore.domain.access.Grant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is shared with projects and what is granted to their restricted members. */
final class AccessParser {
    private final Map<String, FeatureStoreData> stores;

    AccessParser(Map<String, FeatureStoreData> stores) {
        this.stores = stores;
    }

    /** What each project has: the stores it owns and what is shared with it. */
    Map<String, List<Grant>> byProject(Node root, Set<String> projects) {
        Map<String, List<Grant>> grants = new HashMap<>();
        stores.values()
                .forEach(store -> add(
                        grants,
                        store.project(),
                        new Grant.WholeStore(store.store().id())));
        for (Node share : root.items("shares")) {
            if (share.isObjectOf("featureStore", "featureGroup", "version", "features", "with")) {
                Optional<String> project = known(share, "with", projects, "project");
                Optional<Grant> grant = share.member("featureGroup").isPresent() ? inGroup(share) : wholeStore(share);
                project.ifPresent(name -> grant.ifPresent(shared -> add(grants, name, shared)));
            }
        }
        return grants;
    }

    /**
     * What each user has where membership is restricted, by the project that owns it: only through that does it count.
     */
    Map<String, Map<String, List<Grant>>> byRestrictedUser(Node root, Set<String> users) {
        Map<String, Map<String, List<Grant>>> grants = new HashMap<>();
        for (Node access : root.items("restrictedAccess")) {
            if (access.isObjectOf("featureStore", "featureGroup", "version", "features", "user")) {
                Optional<String> user = known(access, "user", users, "user");
                Optional<Grant> grant = inGroup(access);
                user.ifPresent(email -> grant.ifPresent(granted ->
                        add(grants.computeIfAbsent(email, any -> new HashMap<>()), owner(granted), granted)));
            }
        }
        return grants;
    }

    /** The project that owns the store in which something is granted. */
    private String owner(Grant grant) {
        return stores.values().stream()
                .filter(store -> store.store().id() == grant.storeId())
                .findFirst()
                .orElseThrow()
                .project();
    }

    private static void add(Map<String, List<Grant>> grants, String to, Grant grant) {
        grants.computeIfAbsent(to, name -> new ArrayList<>()).add(grant);
    }

    private static Optional<String> known(Node node, String member, Set<String> names, String what) {
        Optional<String> name = node.required(member).flatMap(Node::text);
        if (name.isPresent() && !names.contains(name.get())) {
            node.problem("there is no " + what + " \"" + Node.shortened(name.get()) + "\"");
            return Optional.empty();
        }
        return name;
    }

    private Optional<FeatureStoreData> store(Node node) {
        return node.required("featureStore").flatMap(Node::text).flatMap(name -> References.store(node, stores, name));
    }

    private Optional<Grant> wholeStore(Node node) {
        for (String member : List.of("version", "features")) {
            if (node.member(member).isPresent()) {
                node.problem("member \"" + member + "\" needs a \"featureGroup\"");
            }
        }
        return store(node).map(store -> new Grant.WholeStore(store.store().id()));
    }

    private Optional<Grant> inGroup(Node node) {
        Optional<FeatureStoreData> store = store(node);
        Optional<String> name = node.required("featureGroup").flatMap(Node::text);
        Optional<Integer> version = node.required("version").flatMap(Node::number);
        if (store.isEmpty() || name.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        return References.group(node, store.get(), name.get(), version.get()).map(group -> grant(node, group));
    }

    private static Grant grant(Node node, FeatureGroupData group) {
        int storeId = group.group().store().id();
        Optional<Node> features = node.member("features");
        if (features.isEmpty()) {
            return new Grant.WholeGroup(storeId, group.group().id());
        }
        List<String> names = features.get().distinctTexts();
        if (names.isEmpty()) {
            features.get().problem("name at least one feature; without this member all are meant");
        }
        return new Grant.Columns(storeId, group.group().id(), new HashSet<>(References.features(node, group, names)));
    }
}
