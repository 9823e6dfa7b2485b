package dev.featurestore.bootstrap;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.application.service.ApiKeyAuthentication;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.bootstrap.config.Configuration;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.RonDb;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Tls;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ports of one kind of store, and what has to be closed with them.
 *
 * @param measure adds what it has to measure
 * @param resources closed with the store
 */
public record StoreAdapter(
        Authenticate authenticate,
        FeatureViews views,
        FeatureStoreCatalogue catalogue,
        OnlineStore rows,
        StoredKeys keys,
        StoreHealth health,
        Consumer<MeterRegistry> measure,
        Runnable resources)
        implements AutoCloseable {

    /** A store in memory, for callers with API keys: nothing has to be closed. */
    public static StoreAdapter of(InMemoryStore memory) {
        return of(memory, true);
    }

    /** @param keysRequired whether callers are known by their API keys; if not, anybody may read everything */
    static StoreAdapter of(InMemoryStore memory, boolean keysRequired) {
        return new StoreAdapter(
                authenticate(memory, keysRequired), memory, memory, memory, memory, memory, registry -> {}, () -> {});
    }

    /**
     * A RonDB cluster, open from now on; it may be down just now.
     *
     * @throws CannotStart if a certificate or key file for the connections to it cannot be used
     */
    static StoreAdapter of(Configuration configuration) {
        RonDb ronDb = open(configuration);
        return new StoreAdapter(
                authenticate(ronDb.callers(), configuration.apiKeysRequired()),
                ronDb.featureViews(),
                ronDb.catalogue(),
                ronDb.onlineStore(),
                ronDb.onlineStore(),
                ronDb.health(),
                registry -> RonDbMeters.register(ronDb, registry),
                ronDb::close);
    }

    private static Authenticate authenticate(Callers callers, boolean keysRequired) {
        return keysRequired
                ? new ApiKeyAuthentication(callers)
                : (credential, deadline) -> new Answer.Given<>(new Caller.Anyone());
    }

    private static RonDb open(Configuration configuration) {
        try {
            return RonDb.open(configuration.ronDb());
        } catch (IllegalArgumentException unusable) {
            throw new CannotStart(tlsSettings(configuration.ronDb()) + ": " + unusable.getMessage(), unusable);
        }
    }

    /** The sections that name files: what is as for the data is used for the data first. */
    private static String tlsSettings(RonDbSettings settings) {
        Tls data = settings.data().tls();
        Tls metadata = settings.metadata().tls();
        List<String> sections = new ArrayList<>();
        if (namesFiles(data)) {
            sections.add("MySQL.TLS");
        }
        if (namesFiles(metadata) && !metadata.equals(data)) {
            sections.add("MySQLMetadataCluster.TLS");
        }
        return String.join(" or ", sections);
    }

    private static boolean namesFiles(Tls tls) {
        return tls.authority().isPresent() || tls.certificate().isPresent();
    }

    @Override
    public void close() {
        resources.run();
    }
}
