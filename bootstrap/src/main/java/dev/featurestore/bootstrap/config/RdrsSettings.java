package dev.featurestore.bootstrap.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Settings of Hopsworks' RonDB REST API Server that have no meaning here, and why: operators' files may hold them. */
final class RdrsSettings {
    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put("RonDB", "this server reads RonDB through its MySQL servers (section MySQL), not as an NDB node");
        REASONS.put("RonDBMetadataCluster", "metadata are read through MySQL servers (section MySQLMetadataCluster)");
        REASONS.put("GRPC", "this server speaks HTTP only");
        REASONS.put("Rondis", "this server does not speak the Redis protocol");
        REASONS.put("Testing", "it only concerns that server's own tests");
        REASONS.put("Security.TLS.TestParameters", "it only concerns that server's own tests");
        REASONS.put("Security.TLS.ClientCert", "it only concerns that server's own tests");
        REASONS.put("REST.Enable", "the REST interface is always on");
        REASONS.put("Internal.GOMAXPROCS", "it concerns the Go runtime");
        REASONS.put("Internal.BufferSize", "buffers are sized by themselves");
        REASONS.put("Internal.ReqBufferSize", "buffers are sized by themselves; see Internal.MaxReqSize");
        REASONS.put("Internal.RespBufferSize", "buffers are sized by themselves");
        REASONS.put("Internal.PreAllocatedBuffers", "buffers are sized by themselves");
        REASONS.put("Internal.OperationIDMaxSize", "there are no operation ids in this API");
    }

    private RdrsSettings() {}

    /** A warning for a name that is not a setting of this server. */
    static String explain(String path) {
        return REASONS.entrySet().stream()
                .filter(entry -> isAtOrBelow(path, entry.getKey()))
                .findFirst()
                .map(entry -> path + ": has no meaning here and is ignored: " + entry.getValue())
                .orElseGet(() -> unknown(path));
    }

    /** A warning for a name that neither server knows. */
    static String unknown(String path) {
        return path + ": unknown setting, ignored";
    }

    private static boolean isAtOrBelow(String path, String known) {
        String lower = path.toLowerCase(Locale.ROOT);
        String start = known.toLowerCase(Locale.ROOT);
        return lower.equals(start) || lower.startsWith(start + ".");
    }
}
