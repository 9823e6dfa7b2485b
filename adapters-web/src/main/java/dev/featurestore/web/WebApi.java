package dev.featurestore.web;

import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.BrowseFeatureViews;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import java.util.Objects;

/**
 * What the server serves. All of it is called by many threads at once.
 *
 * @param authenticate finds the caller of requests for vectors and for what there is, within the rate limit of the key
 * @param probes finds the caller of health and ping, if these need a key, without a rate limit
 */
public record WebApi(
        GetFeatureVector vector,
        GetFeatureVectors vectors,
        Authenticate authenticate,
        Authenticate probes,
        StoreHealth health,
        BrowseFeatureViews browse) {
    public WebApi {
        Objects.requireNonNull(vector, "vector");
        Objects.requireNonNull(vectors, "vectors");
        Objects.requireNonNull(authenticate, "authenticate");
        Objects.requireNonNull(probes, "probes");
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(browse, "browse");
    }
}
