package dev.featurestore.rondb;

import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;

/** The adapter over a database that holds the contracts' world; the database is emptied when it is closed. */
record LoadedRonDb(LoadedWorld world, RonDb ports) implements AutoCloseable {

    static LoadedRonDb open(Engine engine, Generation generation, JoinShape joins) {
        return new LoadedRonDb(
                HopsworksLoader.load(engine, generation, World.contract()),
                Rig.open(engine, settings -> settings.withJoins(joins)));
    }

    @Override
    public void close() {
        ports.close();
        world.close();
    }
}
