package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Changes that Hopsworks makes while a server runs. Each is committed when the method returns. */
public final class Mutations {
    private final Engine engine;
    private final Generation generation;
    private final World world;
    private final Ids ids;

    Mutations(Engine engine, Generation generation, World world, Ids ids) {
        this.engine = engine;
        this.generation = generation;
        this.world = world;
        this.ids = ids;
    }

    /** Drops a feature view with its joins, features and serving keys. */
    public void dropView(String store, String view, int version) {
        String views = "(SELECT `id` FROM `hopsworks`.`feature_view` WHERE `feature_store_id` = ? AND `name` = ?"
                + " AND `version` = ?)";
        if (generation.hasServingKeys()) {
            execute(
                    "DELETE FROM `hopsworks`.`serving_key` WHERE `feature_view_id` IN " + views,
                    ids.store(store),
                    view,
                    version);
        }
        for (String table : List.of("training_dataset_feature", "training_dataset_join")) {
            execute(
                    "DELETE FROM `hopsworks`.`" + table + "` WHERE `feature_view_id` IN " + views,
                    ids.store(store),
                    view,
                    version);
        }
        execute(
                "DELETE FROM `hopsworks`.`feature_view` WHERE `feature_store_id` = ? AND `name` = ? AND `version` = ?",
                ids.store(store),
                view,
                version);
    }

    /** Creates a view that was dropped, or another one of the world's groups, as the data file would state it. */
    public void createView(String store, World.View view) {
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(false);
            new ViewWriter(new Inserts(connection), world, ids, generation).write(world.store(store), view);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("no view " + view.name() + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #createView(String, World.View)}, from the JSON of a data file's {@code featureViews}. */
    public void createView(String store, String json) {
        createView(store, World.read(json, World.View.class));
    }

    /** Deletes a feature group: views that read it keep joins and features without one. Its table goes too. */
    public void deleteGroup(String store, String group, int version) {
        int id = ids.group(store, group, version);
        execute("UPDATE `hopsworks`.`training_dataset_join` SET `feature_group` = NULL WHERE `feature_group` = ?", id);
        execute(
                "UPDATE `hopsworks`.`training_dataset_feature` SET `feature_group` = NULL WHERE `feature_group` = ?",
                id);
        if (generation.hasServingKeys()) {
            execute("DELETE FROM `hopsworks`.`serving_key` WHERE `feature_group_id` = ?", id);
        }
        execute("DELETE FROM `hopsworks`.`feature_group` WHERE `id` = ?", id);
        execute("DROP TABLE IF EXISTS " + table(store, group, version));
    }

    /** Takes a member out of a project. */
    public void revokeMembership(String project, String email) {
        execute(
                "DELETE FROM `hopsworks`.`project_team` WHERE `project_id` = ? AND `team_member` = ?",
                ids.project(project),
                email);
    }

    /** Makes a user a member, who was none, of a project, in a role such as {@code Data scientist}. */
    public void grantMembership(String project, String email, String role) {
        execute(
                "INSERT INTO `hopsworks`.`project_team` (`project_id`, `team_member`, `team_role`) VALUES (?, ?, ?)",
                ids.project(project),
                email,
                role);
    }

    /** Deletes an API key, given as the client sends it or by its prefix only. */
    public void deleteKey(String key) {
        int dot = key.indexOf('.');
        execute("DELETE FROM `hopsworks`.`api_key` WHERE `prefix` = ?", dot < 0 ? key : key.substring(0, dot));
    }

    /** Shares a whole store with a project, or no longer. */
    public void shareStore(String store, String project, boolean shared) {
        if (generation.hasFineGrainedShares()) {
            execute(
                    "UPDATE `hopsworks`.`shared_feature_store` SET `shared_entirely` = ? WHERE `feature_store` = ?"
                            + " AND `shared_with_project` = ?",
                    shared ? 1 : 0,
                    ids.store(store),
                    ids.project(project));
        } else {
            execute(
                    "UPDATE `hopsworks`.`dataset_shared_with` SET `accepted` = ? WHERE `project` = ? AND `dataset` IN"
                            + " (SELECT `id` FROM `hopsworks`.`dataset` WHERE `feature_store_id` = ?)",
                    shared ? 1 : 0,
                    ids.project(project),
                    ids.store(store));
        }
    }

    /**
     * Sets a column of the rows of an online table that have that value in another column.
     *
     * @param value as JDBC takes it; bytes as they are, so that broken Avro can be written too
     */
    public void setValue(
            String store, String group, int version, String column, Object value, String keyColumn, Object key) {
        execute(
                "UPDATE " + table(store, group, version) + " SET " + Sql.quote(column) + " = ? WHERE "
                        + Sql.quote(keyColumn) + " = ?",
                value,
                key);
    }

    /** Deletes the rows of an online table that have that value in a column. */
    public void deleteRows(String store, String group, int version, String keyColumn, Object key) {
        execute("DELETE FROM " + table(store, group, version) + " WHERE " + Sql.quote(keyColumn) + " = ?", key);
    }

    /**
     * Anything else.
     *
     * @param sql one statement, with the databases' names in it
     * @param values for its question marks
     */
    public void execute(String sql, Object... values) {
        try (Connection connection = engine.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private String table(String store, String group, int version) {
        return Sql.table(OnlineTablesWriter.database(world.store(store)), group + "_" + version);
    }
}
