/** Starts the micro-benchmarks of all modules, and holds those that public entry points are enough for. */
package dev.featurestore.bootstrap.microbenchmark;
