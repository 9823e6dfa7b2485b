package dev.featurestore.rondb.cluster;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which failure of a read is of which kind: one table from the server's error number, the SQLState, and the code that
 * the storage engine NDB gave the server.
 *
 * <p>NDB classes its own codes (<i>ndberror.cpp</i> of NDB Cluster 8.0 to 9.x and of RonDB), and the server tells the
 * class by the number of its error: 1297 {@code ER_GET_TEMPORARY_ERRMSG} for all that are temporary (node failure or
 * shutdown, overload, want of a resource, time-out), 1296 {@code ER_GET_ERRMSG} for all others, both with the code in
 * their message: {@code Got temporary error 4010 'Node failure caused abort of transaction' from NDBCLUSTER}. Codes
 * that NDB maps to an error of the server's own come as that: time-outs and, in RonDB since its change RONDB-395, node
 * failures as 1205; a table that is gone as 1146; one that was altered as 1412; and {@code HA_ERR_NO_CONNECTION} as the
 * code 157. So only those codes of 1296 need a row here that do not mean a broken statement or store.
 */
final class FailureTable {
    /** MySQL, errmsg: unknown storage engine. */
    static final int NO_STORAGE_ENGINE = 1286;

    private static final Map<Integer, FailureKind> BY_ERROR = Map.ofEntries(
            // MySQL, errmsg: lock wait timeout, deadlock. In RonDB also node failures (RONDB-395).
            Map.entry(1205, FailureKind.TEMPORARY),
            Map.entry(1213, FailureKind.TEMPORARY),
            // MySQL, errmsg: temporary error of the storage engine.
            Map.entry(1297, FailureKind.TEMPORARY),
            // MySQL, errmsg: the definition of the table has changed, retry; the statement needs to be prepared again.
            Map.entry(1412, FailureKind.TEMPORARY),
            Map.entry(1615, FailureKind.TEMPORARY),
            // MySQL, errmsg: unknown or disabled storage engine: the server runs without NDB.
            Map.entry(NO_STORAGE_ENGINE, FailureKind.CLUSTER_GONE),
            Map.entry(3161, FailureKind.CLUSTER_GONE),
            // MySQL, errmsg: cannot connect to the foreign data source, HA_ERR_NO_CONNECTION.
            Map.entry(1429, FailureKind.CLUSTER_GONE),
            // MySQL, errmsg: the server is shutting down; it closed a connection that was idle, or that it was told to.
            Map.entry(1053, FailureKind.LOST),
            Map.entry(4031, FailureKind.LOST),
            Map.entry(3169, FailureKind.LOST),
            // MySQL, errmsg: too many connections, of all users or of this one.
            Map.entry(1040, FailureKind.BUSY),
            Map.entry(1203, FailureKind.BUSY),
            Map.entry(1226, FailureKind.BUSY),
            // MySQL 3024 ER_QUERY_TIMEOUT, MariaDB 1969 ER_STATEMENT_TIMEOUT.
            Map.entry(3024, FailureKind.TIMED_OUT),
            Map.entry(1969, FailureKind.TIMED_OUT));

    /** Errors of the server that carry the storage engine's own code: ER_GET_ERRNO, ER_GET_ERRMSG. */
    private static final Set<Integer> WITH_ENGINE_CODE = Set.of(1030, 1296);

    private static final Pattern ENGINE_CODE = Pattern.compile("error (\\d{1,9})");

    private static final Map<Integer, FailureKind> BY_ENGINE_CODE = Map.ofEntries(
            // MySQL, my_base.h: HA_ERR_NO_CONNECTION.
            Map.entry(157, FailureKind.CLUSTER_GONE),
            // NDB: shutdown in progress; single user mode.
            Map.entry(281, FailureKind.CLUSTER_GONE),
            Map.entry(299, FailureKind.CLUSTER_GONE),
            // NDB: Cluster Failure; in RonDB: no data node available.
            Map.entry(4009, FailureKind.CLUSTER_GONE),
            // NDB: cluster temporarily unavailable; in RonDB 4035 to 4041: nodes starting, stopping, never connected.
            Map.entry(4035, FailureKind.CLUSTER_GONE),
            Map.entry(4036, FailureKind.CLUSTER_GONE),
            Map.entry(4037, FailureKind.CLUSTER_GONE),
            Map.entry(4038, FailureKind.CLUSTER_GONE),
            Map.entry(4039, FailureKind.CLUSTER_GONE),
            Map.entry(4040, FailureKind.CLUSTER_GONE),
            Map.entry(4041, FailureKind.CLUSTER_GONE),
            // NDB, class "unknown result", which is not told as temporary since it matters to writes: nothing was
            // received, or not in time.
            Map.entry(4007, FailureKind.TEMPORARY),
            Map.entry(4008, FailureKind.TEMPORARY),
            Map.entry(4012, FailureKind.TEMPORARY),
            Map.entry(4013, FailureKind.TEMPORARY),
            Map.entry(4024, FailureKind.TEMPORARY));

    /** SQLState of a query or connection that somebody killed. */
    private static final String KILLED = "70100";

    private FailureTable() {}

    /** The kind of a failure, as a driver, a pool or this adapter throws it. */
    static FailureKind kindOf(SQLException failure) {
        if (failure instanceof NoConnection none) {
            return none.busy() ? FailureKind.BUSY : FailureKind.UNREACHABLE;
        }
        if (isTimeout(failure)) {
            return FailureKind.TIMED_OUT;
        }
        @Nullable FailureKind byNumber = byNumber(failure);
        if (byNumber != null) {
            return byNumber;
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08") || state.equals(KILLED)) {
            return FailureKind.LOST;
        }
        if (ValueErrors.isAboutValue(failure)) {
            return FailureKind.VALUE;
        }
        return state.startsWith("42") ? FailureKind.STATEMENT : FailureKind.STORE;
    }

    private static @Nullable FailureKind byNumber(SQLException failure) {
        if (!WITH_ENGINE_CODE.contains(failure.getErrorCode())) {
            return BY_ERROR.get(failure.getErrorCode());
        }
        Matcher code = ENGINE_CODE.matcher(String.valueOf(failure.getMessage()));
        return code.find() ? BY_ENGINE_CODE.get(Integer.parseInt(code.group(1))) : null;
    }

    private static boolean isTimeout(SQLException failure) {
        @Nullable Throwable cause = failure;
        // Bounded, should a driver ever make a circle of its causes.
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof SQLTimeoutException || cause instanceof SocketTimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
