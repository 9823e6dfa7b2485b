package dev.featurestore.domain.view;

import java.util.Objects;

/**
 * A feature store: the feature groups and feature views of one project ({@code feature_store}).
 *
 * @param id its number, by which grants name it
 * @param name its name as stored; also that of its online database. Requests name it in any case
 */
public record FeatureStore(int id, String name) {
    public FeatureStore {
        Objects.requireNonNull(name, "name");
    }
}
