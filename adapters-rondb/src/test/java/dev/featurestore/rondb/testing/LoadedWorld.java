package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** A world in a server's databases. Close it to drop them. */
public final class LoadedWorld implements AutoCloseable {
    private final Engine engine;
    private final Generation generation;
    private final World world;
    private final Ids ids;

    LoadedWorld(Engine engine, Generation generation, World world, Ids ids) {
        this.engine = engine;
        this.generation = generation;
        this.world = world;
        this.ids = ids;
    }

    public Engine engine() {
        return engine;
    }

    public Generation generation() {
        return generation;
    }

    /** What was loaded; changes made since do not show in it. */
    public World world() {
        return world;
    }

    /** What can be changed in it. */
    public Mutations mutations() {
        return new Mutations(engine, generation, world, ids);
    }

    /** The id of a feature store. */
    public int storeId(String store) {
        return ids.store(store);
    }

    /** The id of a feature group. */
    public int groupId(String store, String group, int version) {
        return ids.group(store, group, version);
    }

    @Override
    public void close() {
        try (Connection connection = engine.connect()) {
            for (World.Store store : world.featureStores()) {
                engine.dropDatabase(connection, OnlineTablesWriter.database(store));
            }
            engine.dropDatabase(connection, HopsworksSchema.DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("the world cannot be removed from " + engine.name(), e);
        }
    }
}
