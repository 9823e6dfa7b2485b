package dev.featurestore.rondb.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.Schema;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import dev.featurestore.rondb.metadata.ViewContent.FeatureRow;
import dev.featurestore.rondb.metadata.ViewTables.Found;
import dev.featurestore.rondb.metadata.ViewTables.ViewRow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads all metadata of views, in three statements however many views there are and however many groups they join: the
 * views, what they were made of, columns of the online tables; and a fourth for the Avro schemas, if there are complex
 * features.
 */
final class ViewMetadataReader {
    private static final int KNOWN_STORES = 10_000;

    private final MetadataDatabase database;
    private final ViewTables views;
    private final ViewContentTables contents;
    private final GroupTables groups;
    private final OnlineTables onlineTables;
    /** Stores that were read lately, by their names in lower case. */
    private final Cache<String, FeatureStore> stores;

    ViewMetadataReader(MetadataDatabase database, OnlineTables onlineTables, CacheSettings settings) {
        this.database = database;
        this.views = new ViewTables(database);
        this.contents = new ViewContentTables(database);
        this.groups = new GroupTables(database);
        this.onlineTables = onlineTables;
        // For longer than a view is served, or said not to be there, without having been read: else callers without
        // access would learn which views there are.
        Duration served = settings.refreshInterval().plus(settings.grace());
        this.stores = Caffeine.newBuilder()
                .maximumSize(KNOWN_STORES)
                .expireAfterWrite(served.plus(settings.refreshInterval()))
                .executor(Runnable::run)
                .build();
    }

    /** What the metadata say under names whose stores are in lower case. */
    Map<FeatureViewName, LoadedView> read(Collection<FeatureViewName> names) {
        Map<FeatureViewName, LoadedView> loaded = new HashMap<>();
        for (List<FeatureViewName> piece : InLists.pieces(names, RonDbFeatureViews.AT_ONCE)) {
            readPiece(piece, loaded);
        }
        return loaded;
    }

    /** A store of whose views some were read or confirmed lately, or could not be. */
    Optional<FeatureStore> knownStore(String lowerCase) {
        return Optional.ofNullable(stores.getIfPresent(lowerCase));
    }

    /** Notes a store of which a view was confirmed. */
    void know(FeatureStore store) {
        stores.put(store.name(), store);
    }

    private void readPiece(List<FeatureViewName> names, Map<FeatureViewName, LoadedView> loaded) {
        String what =
                "Reading " + (names.size() == 1 ? "feature view " + names.get(0) : names.size() + " feature views");
        Found found = views.byName(names, what);
        for (FeatureViewName name : names) {
            @Nullable StoreRow store = found.stores().get(name.store());
            if (store != null) {
                know(store.store());
            }
            loaded.put(name, store == null ? LoadedView.noStore() : LoadedView.noView(store.store()));
        }
        if (!found.views().isEmpty()) {
            new Piece(found.views().values(), what).readInto(loaded);
        }
    }

    /** Some views that are read together. */
    private final class Piece {
        private final Collection<ViewRow> rows;
        private final String what;
        private final MetadataShape shape = database.shape();
        private final Map<ViewRow, ViewContent> complete = new HashMap<>();

        Piece(Collection<ViewRow> rows, String what) {
            this.rows = rows;
            this.what = what;
        }

        void readInto(Map<FeatureViewName, LoadedView> loaded) {
            Map<Integer, ViewContent> byId =
                    contents.of(rows.stream().map(ViewRow::id).toList(), shape, what);
            for (ViewRow row : rows) {
                ViewContent content = Objects.requireNonNull(byId.get(row.id()));
                deleted(content)
                        .ifPresentOrElse(
                                feature -> loaded.put(row.name(), LoadedView.groupDeleted(row, feature.name())),
                                () -> complete.put(row, content));
            }
            Map<TableName, OnlineTable> tables = onlineTables.read(
                    groupsOf(ViewContent::servedGroups)
                            .map(GroupRow::onlineTable)
                            .toList(),
                    what + " (online tables)");
            Map<Integer, Schema> schemas =
                    groups.schemas(groupsOf(ViewContent::decodedGroups).toList(), what + " (Avro schemas)");
            complete.forEach((row, content) -> loaded.put(row.name(), view(row, content, tables, schemas)));
        }

        private Stream<GroupRow> groupsOf(Function<ViewContent, List<GroupRow>> which) {
            return complete.values().stream()
                    .flatMap(content -> which.apply(content).stream())
                    .distinct();
        }

        private LoadedView view(
                ViewRow row, ViewContent content, Map<TableName, OnlineTable> tables, Map<Integer, Schema> schemas) {
            return content.servedGroups().stream()
                    .filter(group -> !tables.containsKey(group.onlineTable()))
                    .findFirst()
                    .map(offline -> LoadedView.unusable(row, noOnlineTable(row.name(), offline)))
                    .orElseGet(() -> ViewDefinitions.view(row, shape, content, tables, schemas));
        }
    }

    /** Labels are not served: a view can be served although the feature groups of its labels are deleted. */
    private static Optional<FeatureRow> deleted(ViewContent content) {
        return content.features().stream()
                .filter(feature -> !feature.label())
                .filter(feature -> feature.group() == null || !content.groups().containsKey(feature.group()))
                .findFirst();
    }

    private static Failure noOnlineTable(FeatureViewName name, GroupRow group) {
        return new Failure(
                ErrorCode.FEATURE_GROUP_UNREADABLE,
                "Reading feature view " + name + " failed: feature group "
                        + group.store().name() + "/" + group.table() + " has no online table");
    }
}
