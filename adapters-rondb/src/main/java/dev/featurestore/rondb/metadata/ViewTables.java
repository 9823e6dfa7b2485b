package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores and views by name. */
final class ViewTables {
    private static final String STORE = "SELECT s.id AS store_id, s.name AS store_name, s.project_id";
    private static final String BY_NAME = STORE + ", v.id AS view_id, v.name AS view_name, v.version"
            + " FROM hopsworks.feature_store s LEFT JOIN hopsworks.feature_view v"
            + " ON v.feature_store_id = s.id AND v.name IN (<views>) AND v.version IN (<versions>)"
            + " WHERE LOWER(s.name) IN (<stores>)";

    private final MetadataDatabase database;

    ViewTables(MetadataDatabase database) {
        this.database = database;
    }

    /**
     * A row of {@code feature_view}.
     *
     * @param name with the store in lower case
     */
    record ViewRow(int id, FeatureViewName name, StoreRow store) {}

    /** Where a view stands: the id of its store, and its name there. */
    record Place(int store, String view, int version) {}

    /** Those of some stores, in lower case, and of some of their views that are there. */
    record Found(Map<String, StoreRow> stores, Map<FeatureViewName, ViewRow> views) {}

    /**
     * Stores and views by name, in one statement.
     *
     * @param names with their stores in lower case
     */
    Found byName(Collection<FeatureViewName> names, String what) {
        Set<String> stores = names.stream().map(FeatureViewName::store).collect(Collectors.toSet());
        try {
            return found(
                    database.read(
                            ErrorCode.FEATURE_VIEW_UNREADABLE,
                            what,
                            handle -> handle.createQuery(BY_NAME)
                                    .bindList("stores", InLists.padded(stores, names.size()))
                                    .bindList("views", InLists.padded(of(names, FeatureViewName::view), names.size()))
                                    .bindList(
                                            "versions",
                                            InLists.padded(of(names, FeatureViewName::version), names.size()))
                                    .map((row, context) -> Row.from(row))
                                    .list()),
                    stores,
                    Set.copyOf(names));
        } catch (StoreFailure failure) {
            if (failure.code() == ErrorCode.FEATURE_VIEW_UNREADABLE) { // or is it the store that cannot be read?
                for (String store : stores) {
                    store(store, "Reading feature store " + store, Deadline.NONE);
                }
            }
            throw failure;
        }
    }

    /**
     * Under which name and in which store views stand.
     *
     * @return by the views' ids, without those that are gone
     */
    Map<Integer, Place> places(Collection<Integer> ids, String what) {
        Map<Integer, Place> places = new HashMap<>();
        for (List<Integer> piece : InLists.pieces(ids)) {
            places.putAll(database.read(
                    ErrorCode.FEATURE_VIEW_UNREADABLE,
                    what,
                    handle -> handle.createQuery("SELECT v.id, v.feature_store_id, v.name, v.version"
                                    + " FROM hopsworks.feature_view v WHERE v.id IN (<ids>)")
                            .bindList("ids", InLists.padded(piece))
                            .reduceRows(new HashMap<Integer, Place>(), (found, row) -> {
                                found.put(
                                        row.getColumn(1, Integer.class),
                                        new Place(
                                                row.getColumn(2, Integer.class),
                                                row.getColumn(3, String.class),
                                                row.getColumn(4, Integer.class)));
                                return found;
                            })));
        }
        return places;
    }

    /**
     * What stores are called.
     *
     * @return names in lower case by the stores' ids, without those that are gone
     */
    Map<Integer, String> storeNames(Collection<Integer> ids, String what) {
        Map<Integer, String> names = new HashMap<>();
        for (List<Integer> piece : InLists.pieces(ids)) {
            database.read(
                            ErrorCode.FEATURE_STORE_UNREADABLE,
                            what,
                            handle -> handle.createQuery(
                                            STORE + " FROM hopsworks.feature_store s WHERE s.id IN (<ids>)")
                                    .bindList("ids", InLists.padded(piece))
                                    .map((row, context) -> StoreRow.from(row))
                                    .list())
                    .forEach(row -> names.put(row.store().id(), row.name()));
        }
        return names;
    }

    private static <T> List<T> of(Collection<FeatureViewName> names, Function<FeatureViewName, T> part) {
        return names.stream().map(part).distinct().toList();
    }

    /** A collation may find names equal that are not, by blanks at the end for instance. */
    private static Found found(List<Row> rows, Set<String> stores, Set<FeatureViewName> names) {
        Found found = new Found(new HashMap<>(), new HashMap<>());
        for (Row row : rows) {
            if (stores.contains(row.store().name())) {
                found.stores().putIfAbsent(row.store().name(), row.store());
                @Nullable ViewRow view = row.view();
                if (view != null && names.contains(view.name())) {
                    found.views().putIfAbsent(view.name(), view);
                }
            }
        }
        return found;
    }

    /**
     * The store, however it is spelled.
     *
     * @param deadline by when to answer or to throw
     */
    Optional<StoreRow> store(String lowerCase, String what, Deadline deadline) {
        return database
                .read(ErrorCode.FEATURE_STORE_UNREADABLE, what, deadline, handle -> stores(handle, lowerCase))
                .stream()
                .filter(row -> row.name().equals(lowerCase))
                .findFirst();
    }

    private static List<StoreRow> stores(Handle handle, String lowerCase) {
        return handle.createQuery(STORE + " FROM hopsworks.feature_store s WHERE LOWER(s.name) = :name")
                .bind("name", lowerCase)
                .map((row, context) -> StoreRow.from(row))
                .list();
    }

    private record Row(StoreRow store, @Nullable ViewRow view) {
        static Row from(ResultSet row) throws SQLException {
            StoreRow store = StoreRow.from(row);
            @Nullable String name = row.getString("view_name");
            return name == null
                    ? new Row(store, null)
                    : new Row(
                            store,
                            new ViewRow(
                                    row.getInt("view_id"),
                                    new FeatureViewName(store.name(), name, row.getInt("version")),
                                    store));
        }
    }
}
