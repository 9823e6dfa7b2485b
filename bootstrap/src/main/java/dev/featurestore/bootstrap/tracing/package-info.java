/** Spans for an OpenTelemetry collector, if the environment names one. */
@NullMarked
package dev.featurestore.bootstrap.tracing;

import org.jspecify.annotations.NullMarked;
