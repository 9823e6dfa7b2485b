package dev.featurestore.rondb;

import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.rows.JoinShape;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How to use a RonDB cluster as the store of everything.
 *
 * @param data the cluster with the online tables
 * @param metadata the cluster with the database {@code hopsworks}; the same servers again, if it is the same cluster
 * @param joins how vectors over several feature groups are read
 * @param coalescing how requests share reads
 * @param views how feature views age in memory
 * @param keys how API keys, with the rights of their owners, age in memory
 * @param keysRequired whether requests need API keys, so that the server is not healthy as long as these cannot be read
 * @param preload views to be loaded before the server calls itself healthy
 */
public record RonDbSettings(
        ClusterSettings data,
        ClusterSettings metadata,
        JoinShape joins,
        CoalescingSettings coalescing,
        CacheSettings views,
        CacheSettings keys,
        boolean keysRequired,
        List<FeatureViewName> preload) {
    /** How feature views age, if nothing else is said. */
    public static final CacheSettings DEFAULT_VIEWS =
            CacheSettings.of(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMinutes(30));

    /** How API keys age, if nothing else is said. */
    public static final CacheSettings DEFAULT_KEYS =
            CacheSettings.of(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    public RonDbSettings {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(joins, "joins");
        Objects.requireNonNull(coalescing, "coalescing");
        Objects.requireNonNull(views, "views");
        Objects.requireNonNull(keys, "keys");
        preload = List.copyOf(preload);
    }

    /** These clusters with everything else at its default. */
    public static RonDbSettings of(ClusterSettings data, ClusterSettings metadata) {
        return new RonDbSettings(
                data,
                metadata,
                JoinShape.AUTO,
                CoalescingSettings.DEFAULT,
                DEFAULT_VIEWS,
                DEFAULT_KEYS,
                true,
                List.of());
    }

    /** These settings with another way to join. */
    public RonDbSettings withJoins(JoinShape other) {
        return new RonDbSettings(data, metadata, other, coalescing, views, keys, keysRequired, preload);
    }

    /** These settings with other views to load first. */
    public RonDbSettings withPreload(List<FeatureViewName> other) {
        return new RonDbSettings(data, metadata, joins, coalescing, views, keys, keysRequired, other);
    }
}
