package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /0.1.0/feature_store, feature_store",
        "POST, /0.2.0/batch_feature_store/, batch_feature_store",
        "GET, /0.1.0/feature_store, feature_stores",
        "HEAD, /0.2.0/feature_store, feature_stores",
        "GET, /0.1.0/feature_store/fraud, feature_views",
        "GET, /0.1.0/feature_store/fraud/cards/1, feature_view",
        "GET, /0.1.0/feature_store/fraud/cards, other",
        "GET, /0.1.0/batch_feature_store, other",
        "PUT, /0.1.0/feature_store, other",
        "POST, /0.1.0/feature_store/fraud, other",
        "GET, /0.3.0/ping, other",
        "HEAD, /0.1.0/ping, ping",
        "GET, /0.2.0/health, health",
        "POST, /metrics, other",
        "GET, /metrics, metrics",
        "GET, /openapi.json, openapi",
        "GET, /, other",
        "GET, '', other"
    })
    void methodAndPathTellTheEndpoint(String method, String path, String label) {
        assertThat(Endpoint.of(method, path).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @EnumSource
    void itsOwnPathsLeadToIt(Endpoint endpoint) {
        assertThat(endpoint.paths())
                .allSatisfy(path -> assertThat(Endpoint.of(endpoint.method(), path.replaceAll("[{}]", "")))
                        .isEqualTo(endpoint));
    }
}
