package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.ApiKey;
import dev.featurestore.rondb.testing.World.Project;
import dev.featurestore.rondb.testing.World.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;

/** Users with their API keys, and projects with their members. */
final class PeopleWriter {
    private final Inserts inserts;
    private final Ids ids;

    PeopleWriter(Inserts inserts, Ids ids) {
        this.inserts = inserts;
        this.ids = ids;
    }

    void write(World world) throws SQLException {
        for (Map.Entry<String, Integer> user : ids.users().entrySet()) {
            inserts.into("users")
                    .with("uid", user.getValue())
                    .with("username", "meb" + user.getValue())
                    .with("email", user.getKey())
                    .insert();
        }
        for (Map.Entry<String, Integer> project : ids.projects().entrySet()) {
            inserts.into("project")
                    .with("id", project.getValue())
                    .with("projectname", project.getKey())
                    .with("username", "admin@hopsworks.ai")
                    .insert();
        }
        for (User user : world.users()) {
            for (ApiKey key : user.apiKeys()) {
                writeKey(user.email(), key);
            }
        }
        for (Project project : world.projects()) {
            for (Map.Entry<String, String> member : project.members().entrySet()) {
                writeMember(ids.project(project.name()), member.getKey(), member.getValue());
            }
        }
    }

    /** The key as Hopsworks keeps it: the prefix in the clear, of the secret only the salted hash. */
    void writeKey(String email, ApiKey key) throws SQLException {
        int dot = key.key().indexOf('.');
        String prefix = key.key().substring(0, dot);
        String salt = "salt of " + prefix + "==";
        inserts.into("api_key")
                .with("prefix", prefix)
                .with("secret", sha256(key.key().substring(dot + 1) + salt))
                .with("salt", salt)
                .with("name", key.name())
                .with("user_id", ids.user(email))
                .insert();
    }

    void writeMember(int project, String email, String role) throws SQLException {
        inserts.into("project_team")
                .with("project_id", project)
                .with("team_member", email)
                .with("team_role", role)
                .insert();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
