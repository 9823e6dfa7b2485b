package dev.featurestore.web;

import dev.featurestore.application.Authenticate;
import dev.featurestore.application.BrowseFeatureViews;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import dev.featurestore.application.port.StoreHealth;
import java.util.Objects;

/**
 * What the server serves. All of it is called by many threads at once.
 *
 * @param authenticate for the endpoints that want a key but no vector
 */
public record WebApi(
        GetFeatureVector vector,
        GetFeatureVectors vectors,
        Authenticate authenticate,
        StoreHealth health,
        BrowseFeatureViews browse) {
    public WebApi {
        Objects.requireNonNull(vector, "vector");
        Objects.requireNonNull(vectors, "vectors");
        Objects.requireNonNull(authenticate, "authenticate");
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(browse, "browse");
    }
}
