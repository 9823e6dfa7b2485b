package dev.featurestore.web.json;

import dev.featurestore.web.RequestRefused;
import java.util.HashSet;
import java.util.Set;

/** Steps through the members of an object: over those that are not known, and to each of the others only once. */
public final class ObjectReader {
    private ObjectReader() {}

    /** Takes the value of a member, which the reader stands at. */
    @FunctionalInterface
    public interface Member {
        void read(String name, JsonReader json);
    }

    /**
     * Reads a body that is one object.
     *
     * @throws RequestRefused if it is something else
     */
    public static void readBody(byte[] body, Set<String> known, Member member) {
        try (JsonReader json = JsonReader.of(body)) {
            read(json, "", known, member);
            json.end();
        }
    }

    /** Reads the object that the reader stands at; {@code where} is for messages, empty for the whole body. */
    public static void read(JsonReader json, String where, Set<String> known, Member member) {
        Set<String> seen = new HashSet<>();
        for (String name = json.nextMember(); name != null; name = json.nextMember()) {
            if (!known.contains(name)) {
                json.skip();
            } else if (seen.add(name)) {
                member.read(name, json);
            } else {
                throw json.duplicate(name, where);
            }
        }
    }
}
