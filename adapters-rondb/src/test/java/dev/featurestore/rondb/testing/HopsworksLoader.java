package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fills a server with a {@link World} as Hopsworks would have: the metadata database of a generation and a database
 * for each feature store.
 *
 * <p>What a generation cannot express is left out. Before serving keys (3.3) every key column of every joined group is
 * a required serving key with the join's prefix: {@code on} and {@code servingKeys} are lost. Before 5.x only whole
 * stores can be shared: shares of groups and columns and restricted access are lost.
 */
public final class HopsworksLoader {
    private HopsworksLoader() {}

    /**
     * Makes the databases anew and fills them.
     *
     * @return the handle that changes and, when closed, drops them
     */
    public static LoadedWorld load(Engine engine, Generation generation, World world) {
        Ids ids = new Ids(world);
        try (Connection connection = engine.connect()) {
            HopsworksSchema.create(engine, connection, generation);
            for (World.Store store : world.featureStores()) {
                engine.createDatabase(connection, OnlineTablesWriter.database(store));
            }
            connection.setAutoCommit(false);
            Inserts inserts = new Inserts(connection);
            new PeopleWriter(inserts, ids).write(world);
            new GroupWriter(inserts, ids).write(world);
            new ViewWriter(inserts, world, ids, generation).writeAll();
            new GrantWriter(inserts, world, ids, generation).write();
            OnlineTablesWriter tables = new OnlineTablesWriter(engine, connection);
            for (World.Store store : world.featureStores()) {
                tables.write(store);
            }
            connection.commit();
            return new LoadedWorld(engine, generation, world, ids);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the world cannot be loaded into " + engine.name() + ": " + e.getMessage(), e);
        }
    }
}
