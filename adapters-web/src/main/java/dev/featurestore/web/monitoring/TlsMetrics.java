package dev.featurestore.web.monitoring;

import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.tls.ServerTls;
import io.micrometer.core.instrument.Gauge;

/** What is measured of encrypted connections. */
public final class TlsMetrics {
    private TlsMetrics() {}

    /** Adds the moment at which the server's certificate expires to the metrics. */
    public static void register(ServerTls tls, Metrics metrics) {
        Gauge.builder(
                        "feature_store_certificate_expiry_timestamp_seconds",
                        tls,
                        each -> each.expires().getEpochSecond())
                .description("When the server's certificate expires, in seconds since 1970.")
                .register(metrics.registry());
    }
}
