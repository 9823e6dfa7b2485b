package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.view.FeatureStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A row of {@code feature_store}.
 *
 * @param store its name in lower case, as that of its online database always is, even if the project's has capitals
 */
record StoreRow(FeatureStore store, int projectId) {
    /** From the columns {@code store_id}, {@code store_name} and {@code project_id}. */
    static StoreRow from(ResultSet row) throws SQLException {
        String name = row.getString("store_name").toLowerCase(Locale.ROOT);
        return new StoreRow(new FeatureStore(row.getInt("store_id"), name), row.getInt("project_id"));
    }

    /** The name of the store, and of the database that holds its online tables. */
    String name() {
        return store.name();
    }
}
