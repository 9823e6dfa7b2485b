package dev.featurestore.rondb.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** The engines that tests run on: the two that are always there, and those that are named. */
public final class Engines {
    private static final Logger LOG = Logger.getLogger(Engines.class.getName());

    static {
        if (ExternalEngine.find().isEmpty()) {
            LOG.info(() -> ExternalEngine.URL + " is not set: there are no tests on an external database");
        }
        if (!NdbEngine.isNamed()) {
            LOG.info(() -> NdbHome.PROPERTY + " is not set: there are no tests on RonDB");
        }
    }

    private Engines() {}

    /** All of them. */
    public static List<Engine> all() {
        List<Engine> engines = new ArrayList<>();
        engines.add(H2Engine.shared());
        engines.addAll(mySql());
        return engines;
    }

    /** Those that Connector/J can speak to. */
    public static List<Engine> mySql() {
        List<Engine> engines = new ArrayList<>();
        engines.add(MariaDbEngine.shared());
        NdbEngine.find().ifPresent(engines::add);
        ExternalEngine.find().ifPresent(engines::add);
        return engines;
    }
}
