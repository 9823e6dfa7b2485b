package dev.featurestore.web;

import dev.featurestore.web.metrics.Phase;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.StringJoiner;

/** The header that tells a client how long the stages of its request took (W3C Server Timing). */
final class ServerTiming {
    static final String HEADER = "Server-Timing";

    private ServerTiming() {}

    /** Adds it, for the stages that the request has been in so far. */
    static void add(Exchange exchange, HttpServletResponse response) {
        exchange.leave();
        StringJoiner header = new StringJoiner(", ");
        for (Phase phase : Phase.values()) {
            if (exchange.nanos(phase) > 0) {
                header.add(phase.label() + ";dur=" + String.format(Locale.ROOT, "%.3f", exchange.nanos(phase) / 1e6));
            }
        }
        response.setHeader(HEADER, header.toString());
    }
}
