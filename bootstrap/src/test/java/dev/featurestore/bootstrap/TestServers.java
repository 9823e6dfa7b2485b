package dev.featurestore.bootstrap;

import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.web.WebSettings;

/** Servers for tests, each from the program's own composition root, on a port that is free. */
final class TestServers {
    private TestServers() {}

    static FeatureStoreServer demo() {
        return FeatureStoreServer.start(WebSettings.defaults().at("localhost", 0), Store.of(InMemoryStore.demo()));
    }
}
