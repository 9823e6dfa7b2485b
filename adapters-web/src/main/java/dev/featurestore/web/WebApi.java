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
 * @param authenticate who asks for vectors or what there is, and whether the rate limit of the key lets them
 * @param probes who asks for health or ping, if they want a key: those are not limited
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
