package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.util.List;

/**
 * How to connect to one server.
 *
 * @param cluster what its cluster is called
 * @param address host and port, for people
 * @param hikari never changed once it is here
 * @param stores files that the driver reads for each connection, to be deleted with the pool
 */
record PoolSettings(String cluster, String address, HikariConfig hikari, List<PemMaterial.StoreFile> stores) {}
