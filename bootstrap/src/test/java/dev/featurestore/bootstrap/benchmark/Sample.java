package dev.featurestore.bootstrap.benchmark;

/**
 * What a variant did in one round. What is not known is {@code NaN}: data nodes and waits of a database that has none,
 * latencies of loads that take none.
 *
 * @param rate requests a second
 * @param p50 median latency in milliseconds
 * @param p99 99th percentile of the latency in milliseconds
 * @param jvmMicros CPU time of the JVM for a request, in microseconds
 * @param databaseMicros CPU time of the MySQL servers for a request, in microseconds
 * @param dataNodeMicros CPU time of the data nodes for a request, in microseconds
 * @param waits how often MySQL servers waited for data nodes, for a request
 * @param statements how many prepared statements were executed, for a request
 * @param kib what the JVM allocated for a request
 */
record Sample(
        double rate,
        double p50,
        double p99,
        double jvmMicros,
        double databaseMicros,
        double dataNodeMicros,
        double waits,
        double statements,
        double kib) {

    /** CPU time of all of them for a request, in microseconds; the load generator's does not count. */
    double cpuMicros() {
        return jvmMicros + databaseMicros + (Double.isNaN(dataNodeMicros) ? 0 : dataNodeMicros);
    }
}
