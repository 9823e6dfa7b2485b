package dev.featurestore.inmemory.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the projects and their members. */
final class ProjectsParser {
    /** The role of members who may only read what was granted to them by name. */
    static final String RESTRICTED = "Feature store restricted";

    private static final Set<String> ROLES = Set.of("Data owner", "Data scientist", RESTRICTED);

    private ProjectsParser() {}

    /** For each project the role of each member, by e-mail. */
    static Map<String, Map<String, String>> read(Node root, Set<String> users) {
        Map<String, Map<String, String>> projects = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Node project : root.items("projects")) {
            if (project.isObjectOf("name", "members")) {
                Optional<String> name = project.required("name").flatMap(Node::text);
                Map<String, String> members = members(project, users);
                if (name.isPresent() && !taken.add(name.get().toLowerCase(Locale.ROOT))) {
                    project.problem("a second project is named \"" + Node.shortened(name.get()) + "\"");
                }
                name.ifPresent(known -> projects.put(known, members));
            }
        }
        return projects;
    }

    private static Map<String, String> members(Node project, Set<String> users) {
        Map<String, String> members = new LinkedHashMap<>();
        project.member("members").map(Node::members).orElse(Map.of()).forEach((email, node) -> {
            if (!users.contains(email)) {
                node.problem("there is no user of that e-mail");
            }
            node.text().ifPresent(role -> {
                if (!ROLES.contains(role)) {
                    node.expected("one of the roles \"Data owner\", \"Data scientist\", \"" + RESTRICTED + "\"");
                }
                members.put(email, role);
            });
        });
        return members;
    }
}
