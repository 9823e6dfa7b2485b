package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and shows where MySQL servers listen. */
final class ServerList {
    private static final String MYSQL_PORT = "3306";

    private ServerList() {}

    static String show(List<Server> servers) {
        return servers.stream()
                .map(server ->
                        (server.host().contains(":") ? "[" + server.host() + "]" : server.host()) + ":" + server.port())
                .collect(Collectors.joining(","));
    }

    /** A JSON list of objects, or a text {@code host:port,host:port}; empty if any of it is wrong, or nothing there. */
    static Optional<List<Server>> parse(JsonNode value) {
        List<Optional<Server>> servers = new ArrayList<>();
        if (value.isTextual()) {
            for (String part : value.textValue().split(",", -1)) {
                servers.add(parse(part.strip()));
            }
        } else if (value.isArray()) {
            value.forEach(item ->
                    servers.add(of(item.path("IP").asText(""), item.path("Port").asText(MYSQL_PORT))));
        }
        boolean allWell = !servers.isEmpty() && servers.stream().allMatch(Optional::isPresent);
        return allWell ? Optional.of(servers.stream().flatMap(Optional::stream).toList()) : Optional.empty();
    }

    private static Optional<Server> parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean withPort = colon > 0 && !text.endsWith("]");
        return withPort ? of(text.substring(0, colon), text.substring(colon + 1)) : of(text, MYSQL_PORT);
    }

    /** A host with a character that has a meaning in a connection's URL is not taken. */
    private static Optional<Server> of(String host, String port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean sane = !bare.isBlank() && bare.chars().allMatch(c -> c > ' ' && "/?#@,()&=[]".indexOf(c) < 0);
        if (!sane || !port.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return number >= 1 && number <= 65_535 ? Optional.of(new Server(bare, number)) : Optional.empty();
    }
}
