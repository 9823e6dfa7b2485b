package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to be read over a connection. It may be done twice, and leaves the connection as it found it. */
@FunctionalInterface
public interface ConnectionCallback<T> {
    /**
     * Reads.
     *
     * @param connection in autocommit mode, with UTC as its time zone; goes back to its pool afterwards
     * @throws SQLException as it comes: the cluster decides what it means
     */
    T on(Connection connection) throws SQLException;
}
