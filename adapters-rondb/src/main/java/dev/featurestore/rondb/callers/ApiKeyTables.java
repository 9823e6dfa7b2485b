package dev.featurestore.rondb.callers;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys, their owners, and the projects that these are members of. */
final class ApiKeyTables {
    private static final String OWNER = "SELECT k.prefix, k.secret, k.salt, u.uid, t.project_id, t.team_role"
            + " FROM hopsworks.api_key k JOIN hopsworks.users u ON u.uid = k.user_id"
            + " LEFT JOIN hopsworks.project_team t ON t.team_member = u.email WHERE k.prefix = :prefix";

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

    /** The key of that prefix, in one statement. */
    Optional<KeyRow> byPrefix(String prefix) {
        List<Membership> rows = database.read(
                ErrorCode.STORE_READ_FAILED,
                "Reading the API key",
                handle -> handle.createQuery(OWNER)
                        .bind("prefix", prefix)
                        .map((row, context) -> Membership.from(row))
                        .list());
        Set<Integer> projects = new HashSet<>();
        Set<Integer> restricted = new HashSet<>();
        @Nullable Membership owner = null;
        for (Membership row : rows) {
            if (row.prefix().equals(prefix)) { // whatever the collation thinks
                owner = row;
                if (row.project() != null) {
                    (row.isRestricted() ? restricted : projects).add(row.project());
                }
            }
        }
        return owner == null
                ? Optional.empty()
                : Optional.of(new KeyRow(owner.secret(), owner.user(), projects, restricted));
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
