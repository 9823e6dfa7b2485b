/** What the server measures of itself, in Prometheus' form. {@code docs/metrics.md} lists all of it. */
@NullMarked
package dev.featurestore.web.metrics;

import org.jspecify.annotations.NullMarked;
