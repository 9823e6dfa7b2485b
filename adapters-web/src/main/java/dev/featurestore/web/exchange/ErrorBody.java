package dev.featurestore.web.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** What every error answer says. */
public final class ErrorBody {
    /** The standard header that tells when to try again, in whole seconds. */
    public static final String RETRY_AFTER = "Retry-After";

    /** Beside the standard header, which counts in whole seconds. */
    public static final String RETRY_AFTER_MILLIS = "Retry-After-Ms";

    /** When to come again, where nobody knows better. */
    public static final Duration SOON = Duration.ofSeconds(1);

    private ErrorBody() {}

    /** The JSON of an error answer. */
    public static ByteArrayOutputStream of(Failure failure) {
        return Json.write(json -> {
            json.writeStartObject();
            members(failure, json);
            json.writeEndObject();
        });
    }

    /** Writes the members of an error into an object that is begun already. */
    public static void members(Failure failure, JsonGenerator json) throws IOException {
        json.writeNumberField("code", failure.code().number());
        json.writeStringField("message", failure.message());
        json.writeStringField("reason", failure.code().reason());
    }

    /** For {@link #RETRY_AFTER}: rounded up, and never at once. */
    public static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
