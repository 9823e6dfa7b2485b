package dev.featurestore.bootstrap.benchmark;

/**
 * What a variant did in one round.
 *
 * @param rate requests a second
 * @param jvmMicros CPU time of this JVM for a request, in microseconds
 * @param databaseMicros CPU time of the database for a request, in microseconds
 * @param kib what this JVM allocated for a request
 */
record Sample(double rate, double jvmMicros, double databaseMicros, double kib) {}
