package dev.featurestore.bootstrap.benchmark;

/**
 * Latencies at one fixed rate, in milliseconds.
 *
 * @param share of the maximal rate
 */
record LatencyPoint(String who, double rate, double share, long requests, double p50, double p99, double p999) {}
