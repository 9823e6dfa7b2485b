package dev.featurestore.rondb;

import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.rondb.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The health of both clusters, asked side by side so that the answer comes within a second, and what is to be done
 * before requests come.
 */
final class RonDbHealth implements StoreHealth, AutoCloseable {
    private static final long PATIENCE_MILLIS = 900;

    private final Cluster data;
    private final Cluster metadata;
    private final List<Supplier<Part>> beforehand;
    private final ExecutorService aside = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

    RonDbHealth(Cluster data, Cluster metadata, List<Supplier<Part>> beforehand) {
        this.data = data;
        this.metadata = metadata;
        this.beforehand = List.copyOf(beforehand);
    }

    @Override
    public List<Part> parts() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        List<Part> parts = new ArrayList<>();
        try {
            Future<Part> ofData = aside.submit(data::health);
            Future<Part> ofMetadata = aside.submit(metadata::health);
            parts.add(get(data, ofData, end - System.nanoTime()));
            parts.add(get(metadata, ofMetadata, end - System.nanoTime()));
        } catch (RejectedExecutionException e) {
            parts.add(new Part(data.name(), false, "is closed"));
        }
        beforehand.forEach(work -> parts.add(work.get()));
        return parts;
    }

    private static Part get(Cluster cluster, Future<Part> part, long nanos) {
        try {
            return part.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Part(cluster.name(), false, "does not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Part(cluster.name(), false, "was not asked");
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking for health never throws", e);
        }
    }

    @Override
    public void close() {
        aside.shutdownNow();
    }
}
