package dev.featurestore.rondb.cluster;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;

/** What the log says of a failure of the database. It may name hosts and users: clients are told other words. */
final class FailureText {
    /** Causes of causes that are looked at. */
    private static final int MAX_DEPTH = 10;

    private FailureText() {}

    /** What the server or the network said, without the words that drivers and pools put around it; one line. */
    static String reason(SQLException failure) {
        String message = innermost(failure);
        return failure instanceof NoConnection ? failure.getMessage() + " (" + message + ")" : message;
    }

    /**
     * Why a read failed, with the codes that the documentation of MySQL lists; one line.
     *
     * @param limit for one statement
     */
    static String ofRead(SQLException failure, FailureKind kind, Duration limit) {
        if (kind == FailureKind.TIMED_OUT) {
            return "no answer within the " + limit.toMillis() + " ms for a statement (" + reason(failure) + ")";
        }
        String outermost = firstLine(failure);
        String innermost = innermost(failure);
        return (outermost.equals(innermost) ? outermost : outermost + ": " + innermost) + " (" + codes(failure) + ")";
    }

    /** The numbers that the server gave. */
    static String codes(SQLException failure) {
        return "error " + failure.getErrorCode() + ", SQLState " + failure.getSQLState();
    }

    private static String innermost(SQLException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException ? "unknown host" : firstLine(cause);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
