/**
 * The way to the MySQL servers of a RonDB cluster: pools, time-outs, retries, avoidance of dead servers and a circuit
 * breaker. SQL, JDBI and resilience4j exceptions end here.
 */
@NullMarked
package dev.featurestore.rondb.cluster;

import org.jspecify.annotations.NullMarked;
