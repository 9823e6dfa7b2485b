package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.metadata.TableDictionary.Column;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The columns of online tables, in the cluster that holds the data, which may be another than the metadata's. Reading a
 * dictionary is slow: many views share what was read a moment ago. Thread-safe.
 */
final class OnlineTables {
    /** Tables that one statement is asked for. */
    private static final int AT_ONCE = 128;
    /** Tables that are read again in each interval: beyond that it takes several intervals to read all of them. */
    private static final int EACH_INTERVAL = 2_000;

    private final Cluster data;
    private final TableDictionary dictionary;
    private final long periodNanos;
    private final long sharedNanos;
    private final Cache<TableName, Known> known;
    private final AtomicBoolean changed = new AtomicBoolean();
    private long lastAsked = System.nanoTime();
    private double allowed = EACH_INTERVAL;

    OnlineTables(Cluster data, TableDictionary dictionary, CacheSettings settings) {
        this.data = data;
        this.dictionary = dictionary;
        this.periodNanos = settings.period().toNanos();
        this.sharedNanos = settings.sharedFor().toNanos();
        this.known = Caffeine.newBuilder()
                .expireAfterAccess(settings.unusedAfter())
                .executor(Runnable::run)
                .build();
    }

    /**
     * The tables as they are now; one that is not there is left out: its group is not kept online.
     *
     * @throws dev.featurestore.application.port.StoreFailure if they cannot be read
     */
    Map<TableName, OnlineTable> read(Collection<TableName> tables, String what) {
        return read(tables, what, dictionary::columns, this::keep);
    }

    private Map<TableName, OnlineTable> read(
            Collection<TableName> tables,
            String what,
            BiFunction<Handle, Collection<TableName>, List<Column>> question,
            BiConsumer<TableName, Known> answered) {
        Map<TableName, OnlineTable> found = new HashMap<>();
        List<TableName> ordered = tables.stream()
                .distinct()
                .sorted(Comparator.comparing(TableName::database).thenComparing(TableName::table))
                .toList();
        for (List<TableName> piece : InLists.pieces(ordered, AT_ONCE)) {
            long asOf = System.nanoTime();
            Map<TableName, List<Column>> columns = data
                    .readWithJdbi(
                            ErrorCode.FEATURE_GROUP_UNREADABLE,
                            what,
                            Deadline.NONE,
                            handle -> question.apply(handle, piece))
                    .stream()
                    .collect(groupingBy(
                            column -> new TableName(column.database().toLowerCase(Locale.ROOT), column.table())));
            for (TableName table : piece) {
                Optional<OnlineTable> now = Optional.ofNullable(columns.get(table))
                        .map(OnlineTables::table)
                        .map(Interned::of);
                now.ifPresent(there -> found.put(table, there));
                answered.accept(table, new Known(now, asOf));
            }
        }
        return found;
    }

    /**
     * Reads again those of the tables that were read an interval ago, the oldest first, if not too many were in this
     * one.
     *
     * @throws dev.featurestore.application.port.StoreFailure if they cannot be read
     */
    void refresh(Collection<TableName> tables, String what) {
        long now = System.nanoTime();
        Map<TableName, Long> old = new HashMap<>();
        for (TableName table : tables) {
            @Nullable Known last = known.getIfPresent(table);
            long age = last == null ? Long.MAX_VALUE : now - last.asOf();
            if (age > sharedNanos) {
                old.put(table, age);
            }
        }
        List<TableName> oldest = old.entrySet().stream()
                .sorted(Map.Entry.<TableName, Long>comparingByValue().reversed())
                .limit(allowed(old.size(), now))
                .map(Map.Entry::getKey)
                .toList();
        List<TableName> changed = new ArrayList<>();
        read(oldest, what, dictionary::outline, (table, fresh) -> {
            @Nullable Known last = known.getIfPresent(table);
            if (last != null && last.isAlike(fresh)) {
                keep(table, new Known(last.table(), fresh.asOf()));
            } else {
                changed.add(table);
            }
        });
        read(changed, what);
    }

    private synchronized int allowed(int wanted, long now) {
        double more = (double) EACH_INTERVAL * (now - lastAsked) / periodNanos;
        allowed = Math.min(EACH_INTERVAL, allowed + more);
        lastAsked = now;
        int got = (int) Math.min(wanted, allowed);
        allowed -= got;
        return got;
    }

    /** Whether the table had these columns when it was read last, or has not been read. */
    boolean hasStill(TableName table, OnlineTable columns) {
        @Nullable Known last = known.getIfPresent(table);
        return last == null || last.table().filter(columns::equals).isPresent();
    }

    /** Whether any table that was known has changed since this was asked last. */
    boolean haveChanged() {
        return changed.getAndSet(false);
    }

    private void keep(TableName table, Known fresh) {
        @Nullable Known before = known.getIfPresent(table);
        if (before == null) {
            known.put(table, fresh);
        } else if (fresh.asOf() - before.asOf() >= 0) { // else somebody else has read it since
            boolean same = before.table().equals(fresh.table());
            known.put(table, same ? new Known(before.table(), fresh.asOf()) : fresh);
            if (!same) {
                changed.set(true);
            }
        }
    }

    private static OnlineTable table(List<Column> columns) {
        Map<String, ColumnType> types = columns.stream()
                .collect(toMap(
                        column -> Interned.of(column.name()), column -> Interned.of(ColumnType.parse(column.type()))));
        List<String> key = columns.stream()
                .filter(column -> column.keyPosition() > 0)
                .sorted(Comparator.comparingInt(Column::keyPosition))
                .map(column -> Interned.of(column.name()))
                .toList();
        return new OnlineTable(Map.copyOf(types), key);
    }

    private record Known(Optional<OnlineTable> table, long asOf) {
        boolean isAlike(Known other) {
            return table.isEmpty()
                    ? other.table().isEmpty()
                    : other.table().filter(table.get()::isAlike).isPresent();
        }
    }
}
