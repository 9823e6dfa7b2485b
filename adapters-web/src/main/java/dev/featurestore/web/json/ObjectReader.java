package dev.featurestore.web.json;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Steps through the members of an object: over those that are not known, and to each of the others only once. */
public final class ObjectReader {
    private final JsonReader json;
    private final String where;
    private final Set<String> known;
    private final Set<String> seen = new HashSet<>();

    /** For the object that the reader stands at; {@code where} is for messages, empty for the whole body. */
    public ObjectReader(JsonReader json, String where, Set<String> known) {
        this.json = json;
        this.where = where;
        this.known = known;
    }

    /** Steps to the value of the next known member and gives its name; null at the end of the object. */
    @Nullable
    public String next() {
        for (String name = json.nextMember(); name != null; name = json.nextMember()) {
            if (!known.contains(name)) {
                json.skip();
            } else if (seen.add(name)) {
                return name;
            } else {
                throw json.duplicate(name, where);
            }
        }
        return null;
    }
}
