package dev.featurestore.rondb.cluster;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/** What a failed read says about the store. */
enum Trouble {
    /** All connections to the server are in use. */
    BUSY,
    /** No connection to the server can be made. */
    UNREACHABLE,
    /** The connection broke before the answer. */
    LOST,
    /** The answer did not come in time. */
    TIMED_OUT,
    /** The statement does not fit the database, such as a table that is gone: the store itself is well. */
    STATEMENT,
    /** The database does not take a value. */
    VALUE,
    /** Anything else: the database cannot do what it should. */
    STORE;

    private static final int SERVER_SHUTDOWN = 1053;
    private static final String KILLED = "70100";

    static Trouble of(SQLException failure) {
        if (failure instanceof NoConnection none) {
            return none.busy() ? BUSY : UNREACHABLE;
        }
        if (isTimeout(failure)) {
            return TIMED_OUT;
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08") || state.equals(KILLED) || failure.getErrorCode() == SERVER_SHUTDOWN) {
            return LOST;
        }
        if (ValueErrors.isAboutValue(failure)) {
            return VALUE;
        }
        return state.startsWith("42") ? STATEMENT : STORE;
    }

    private static boolean isTimeout(SQLException failure) {
        Throwable cause = failure;
        // Bounded, should a driver ever make a circle of its causes.
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof SQLTimeoutException || cause instanceof SocketTimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether the circuit breaker counts it; being too busy is no fault of the store's. */
    boolean isFault() {
        return this == UNREACHABLE || this == LOST || this == TIMED_OUT || this == STORE;
    }

    /** Whether the client may well try again soon. */
    boolean isPassing() {
        return this == BUSY || this == UNREACHABLE || this == LOST || this == TIMED_OUT;
    }

    /** Whether another server is to be preferred until this one has shown that it answers. */
    boolean isOfServer() {
        return this == UNREACHABLE || this == LOST || this == TIMED_OUT;
    }
}
