package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Stage;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.StringJoiner;

/** The header that tells a client how long the stages of its request took (W3C Server Timing). */
final class ServerTiming {
    static final String HEADER = "Server-Timing";

    private ServerTiming() {}

    /** Adds it, for the stages that the request has been in so far. */
    static void add(RequestTrace trace, HttpServletResponse response) {
        trace.leave();
        StringJoiner header = new StringJoiner(", ");
        for (Stage stage : Stage.values()) {
            if (trace.nanos(stage) > 0) {
                header.add(stage.label() + ";dur=" + String.format(Locale.ROOT, "%.3f", trace.nanos(stage) / 1e6));
            }
        }
        response.setHeader(HEADER, header.toString());
    }
}
