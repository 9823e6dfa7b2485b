package dev.featurestore.inmemory.file;

import dev.featurestore.domain.view.FeatureStore;
import java.util.List;
import java.util.Optional;

/**
 * A feature store with its feature groups.
 *
 * @param project the project that owns it
 */
public record FeatureStoreData(FeatureStore store, String project, List<FeatureGroupData> groups) {

    Optional<FeatureGroupData> group(String name, int version) {
        return groups.stream()
                .filter(group ->
                        group.group().name().equals(name) && group.group().version() == version)
                .findFirst();
    }
}
