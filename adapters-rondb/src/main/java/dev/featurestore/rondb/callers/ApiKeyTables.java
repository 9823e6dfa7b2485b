package dev.featurestore.rondb.callers;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.metadata.InLists;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** API keys, their owners, and the projects that these are members of. */
final class ApiKeyTables {
    private static final String OWNER = "SELECT k.prefix, k.secret, k.salt, u.uid, t.project_id, t.team_role"
            + " FROM hopsworks.api_key k JOIN hopsworks.users u ON u.uid = k.user_id"
            + " LEFT JOIN hopsworks.project_team t ON t.team_member = u.email WHERE k.prefix IN (<prefixes>)";

    private final MetadataDatabase database;

    ApiKeyTables(MetadataDatabase database) {
        this.database = database;
    }

    /**
     * A key and its owner.
     *
     * @param projects those in which the owner has an ordinary role
     * @param restricted those in which the owner has only what was granted in person
     */
    record KeyRow(HashedSecret secret, int user, Set<Integer> projects, Set<Integer> restricted) {}

    /**
     * The keys of these prefixes that are there, in one statement.
     *
     * @param prefixes at most {@link InLists#MAX_LENGTH}
     */
    Map<String, KeyRow> byPrefix(Collection<String> prefixes) {
        String what = "Reading " + (prefixes.size() == 1 ? "the API key" : prefixes.size() + " API keys");
        List<Membership> rows = database.read(
                ErrorCode.STORE_READ_FAILED,
                what,
                handle -> handle.createQuery(OWNER)
                        .bindList("prefixes", InLists.padded(prefixes))
                        .map((row, context) -> Membership.from(row))
                        .list());
        Set<String> asked = Set.copyOf(prefixes);
        Map<String, KeyRow> keys = new HashMap<>();
        for (Membership row : rows) {
            if (asked.contains(row.prefix())) { // the collation may find other spellings equal
                KeyRow key = keys.computeIfAbsent(
                        row.prefix(), prefix -> new KeyRow(row.secret(), row.user(), new TreeSet<>(), new TreeSet<>()));
                if (row.project() != null) {
                    (row.isRestricted() ? key.restricted() : key.projects()).add(row.project());
                }
            }
        }
        return keys;
    }

    /** The prefixes of all keys, in one statement. */
    Set<String> prefixes() {
        return database.read(
                ErrorCode.STORE_READ_FAILED,
                "Reading the prefixes of all API keys",
                handle -> handle.createQuery("SELECT k.prefix FROM hopsworks.api_key k")
                        .mapTo(String.class)
                        .set());
    }

    private record Membership(
            String prefix,
            HashedSecret secret,
            int user,
            @Nullable Integer project,
            @Nullable String role) {
        private static final String RESTRICTED = "Feature store restricted";

        static Membership from(ResultSet row) throws SQLException {
            return new Membership(
                    row.getString("prefix"),
                    new HashedSecret(row.getString("secret"), row.getString("salt")),
                    row.getInt("uid"),
                    row.getObject("project_id", Integer.class),
                    row.getString("team_role"));
        }

        boolean isRestricted() {
            return RESTRICTED.equalsIgnoreCase(role);
        }
    }
}
