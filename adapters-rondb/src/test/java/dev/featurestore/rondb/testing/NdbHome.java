package dev.featurestore.rondb.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A folder with the programs of RonDB or MySQL NDB Cluster, as their binary archives have them: {@code bin/} and
 * {@code share/}.
 */
record NdbHome(Path folder) {
    /** The system property that names it. */
    static final String PROPERTY = "rondb.home";

    private static final List<String> NEEDED =
            List.of("bin/ndb_mgmd", "bin/ndb_mgm", "bin/ndbmtd", "bin/mysqld", "share/charsets", "share/english");

    /** @throws IllegalArgumentException if something is missing in it */
    NdbHome {
        for (String needed : NEEDED) {
            if (!Files.exists(folder.resolve(needed))) {
                throw new IllegalArgumentException(PROPERTY + " is " + folder + ", where there is no " + needed);
            }
        }
    }

    /**
     * The folder that a property names, if it is set.
     *
     * @throws IllegalArgumentException if it is not such a folder
     */
    static Optional<NdbHome> from(Properties properties) {
        String given = properties.getProperty(PROPERTY, "").strip();
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(new NdbHome(Path.of(given).toAbsolutePath().normalize()));
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    String share() {
        return folder.resolve("share").toString();
    }
}
