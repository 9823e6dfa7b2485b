package dev.featurestore.web.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The id under which client and log know a request. It stands in the answer's header from the moment the request
 * arrives, and is read from there wherever it is needed.
 */
public final class RequestIds {
    /** The header that holds the id, in requests and in answers. */
    public static final String HEADER = "X-Request-ID";

    private static final int MAX_LENGTH = 128;

    private RequestIds() {}

    /** The client's id if it can be echoed and logged as it is, else a new one. */
    public static String of(@Nullable String sent) {
        return sent != null && isSane(sent)
                ? sent
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /**
     * Printable ASCII without blanks: can split neither a header nor a log line. A dash alone stands for nothing there.
     */
    public static boolean isSane(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.equals("-")) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
