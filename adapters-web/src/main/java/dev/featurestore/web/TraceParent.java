package dev.featurestore.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span of a distributed trace, as the header {@code traceparent} names it (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 hexadecimal digits, in lower case, not all zero
 * @param spanId 16 hexadecimal digits, in lower case, not all zero
 * @param sampled whether the caller may have recorded the trace
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** The header's name. */
    public static final String HEADER = "traceparent";

    /** Versions to come may add fields at the end. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.{0,400})?");

    /** Empty if there is no such header, or if it is malformed: then it is to be taken as absent. */
    public static Optional<TraceParent> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher fields = FORM.matcher(header);
        if (!fields.matches() || (fields.group(1).equals("00") && fields.group(5) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(fields.group(4), 16) & 1) != 0;
        return Optional.of(new TraceParent(fields.group(2), fields.group(3), sampled));
    }
}
