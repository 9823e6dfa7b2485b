package dev.featurestore.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** What every error answer says. */
final class ErrorBody {
    static final String RETRY_AFTER = "Retry-After";

    /** Beside the standard header, which counts in whole seconds. */
    static final String RETRY_AFTER_MILLIS = "Retry-After-Ms";

    /** When to come again, where nobody knows better. */
    static final Duration SOON = Duration.ofSeconds(1);

    private ErrorBody() {}

    static ByteArrayOutputStream of(Failure failure) {
        return Json.write(json -> {
            json.writeStartObject();
            members(failure, json);
            json.writeEndObject();
        });
    }

    static void members(Failure failure, JsonGenerator json) throws IOException {
        json.writeNumberField("code", failure.code().number());
        json.writeStringField("message", failure.message());
        json.writeStringField("reason", failure.code().reason());
    }

    /** For {@link #RETRY_AFTER}: rounded up, and never at once. */
    static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
