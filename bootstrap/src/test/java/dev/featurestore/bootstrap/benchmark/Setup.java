package dev.featurestore.bootstrap.benchmark;

import java.util.Map;

/** The servers that are measured: in what each differs from one with defaults. */
enum Setup {
    /** As by default. */
    USUAL("server", "", ""),
    /** Every request reads by itself. */
    ALONE("alone", Setup.COALESCING, "false"),
    /** Without a log line for each request. */
    SILENT("silent", "FEATURE_STORE_LOG_LEVEL", "warn"),
    /** Long answers compressed, for clients that ask for it. */
    COMPRESSING("compressing", "FEATURE_STORE_REST_USECOMPRESSION", "true"),
    /** On pages of the usual size. */
    SMALL_PAGES("small pages", Setup.JVM, "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"),
    /** With the collector that costs least and stops longest. */
    PARALLEL("parallel", Setup.JVM, SMALL_PAGES.value + " -XX:+UseTransparentHugePages -XX:+UseParallelGC"),
    /** Joins from constants. */
    CONSTANT_JOINS("constants", "FEATURE_STORE_MYSQL_JOINSHAPE", "constant"),
    /** The database is a millisecond away, and another one back. */
    FAR("far", "", ""),
    /** The same, and every request reads by itself. */
    FAR_ALONE("far, alone", Setup.COALESCING, "false");

    private static final String COALESCING = "FEATURE_STORE_MYSQL_COALESCING_ENABLED";
    private static final String JVM = "JAVA_OPTS";

    private final String label;
    private final String variable;
    private final String value;

    Setup(String label, String variable, String value) {
        this.label = label;
        this.variable = variable;
        this.value = value;
    }

    /** How reports call it. */
    String label() {
        return label;
    }

    /** Environment variables. */
    Map<String, String> settings() {
        return variable.isEmpty() ? Map.of() : Map.of(variable, value);
    }

    boolean isFar() {
        return this == FAR || this == FAR_ALONE;
    }
}
