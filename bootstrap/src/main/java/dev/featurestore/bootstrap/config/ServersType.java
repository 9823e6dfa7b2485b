package dev.featurestore.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where MySQL servers listen. */
record ServersType() implements SettingType<List<Server>> {
    private static final String HOST = "IP";
    private static final String PORT = "Port";
    private static final String MYSQL_PORT = "3306";
    /** Eight numbers, or fewer and two colons for what is left out; it may name the interface that leads there. */
    private static final Pattern IP_V6 = Pattern.compile("(?=.*::|(?:[^:]*:){6,7}[^:]*$)[0-9A-Fa-f:.]+(%[\\w.-]+)?");

    @Override
    public String name() {
        return "list of {\"IP\": string, \"Port\": integer from 1 to 65535}";
    }

    @Override
    public String phraseOfText() {
        return "host:port, or several with commas between them, such as 10.0.0.7:3306,[fd00::8]:3306";
    }

    @Override
    public String show(List<Server> value) {
        return value.stream().map(Server::toString).collect(Collectors.joining(","));
    }

    @Override
    public Optional<List<Server>> parse(JsonNode value) {
        List<JsonNode> items = SettingType.items(value);
        List<Server> servers =
                items.stream().map(reader(value)).flatMap(Optional::stream).toList();
        boolean allWell = !items.isEmpty() && servers.size() == items.size();
        return allWell ? Optional.of(servers) : Optional.empty();
    }

    @Override
    public String showWrong(JsonNode value) {
        Function<JsonNode, Optional<Server>> reader = reader(value);
        return SettingType.showWrongItem(value, item -> reader.apply(item).isPresent());
    }

    private static Function<JsonNode, Optional<Server>> reader(JsonNode list) {
        return list.isTextual() ? item -> parse(item.textValue()) : ServersType::fromObject;
    }

    /** What is null is not given; what is given twice, in whatever case, could mean either. */
    private static Optional<Server> fromObject(JsonNode server) {
        List<JsonNode> hosts = members(server, HOST);
        List<JsonNode> ports = members(server, PORT);
        boolean sane = hosts.size() == 1 && hosts.get(0).isTextual() && ports.size() <= 1;
        return sane
                ? of(
                        hosts.get(0).textValue(),
                        ports.isEmpty() ? MYSQL_PORT : ports.get(0).asText())
                : Optional.empty();
    }

    @Override
    public List<String> unknownNames(JsonNode value) {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            for (Map.Entry<String, JsonNode> member : value.path(i).properties()) {
                String name = member.getKey();
                if (!name.equalsIgnoreCase(HOST) && !name.equalsIgnoreCase(PORT)) {
                    unknown.add("[" + i + "]." + name);
                }
            }
        }
        return unknown;
    }

    private static List<JsonNode> members(JsonNode server, String name) {
        return server.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .toList();
    }

    /** Several colons without brackets are an address of IPv6, which has no port. */
    private static Optional<Server> parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        boolean withPort = bracketed ? !text.endsWith("]") : colon > 0 && text.indexOf(':') == colon;
        return withPort && colon > 0 ? of(text.substring(0, colon), text.substring(colon + 1)) : of(text, MYSQL_PORT);
    }

    /** A host with a character that has a meaning in a connection's URL is not taken. */
    private static Optional<Server> of(String host, String port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean sane = !bare.isBlank()
                && bare.chars().allMatch(c -> c > ' ' && "/?#@,()&=[]".indexOf(c) < 0)
                && (bare.indexOf(':') < 0 || IP_V6.matcher(bare).matches());
        if (!sane || !port.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return number >= 1 && number <= 65_535 ? Optional.of(new Server(bare, number)) : Optional.empty();
    }
}
