package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;

/**
 * How to connect to one server.
 *
 * @param cluster what its cluster is called
 * @param address host and port, for people
 * @param hikari never changed once it is here
 */
record PoolSettings(String cluster, String address, HikariConfig hikari) {}
