package dev.featurestore.inmemory;

import dev.featurestore.application.port.ContractWorld;
import java.nio.charset.StandardCharsets;

class InMemoryStoreTest extends OneObjectContracts<InMemoryStore> {
    private static final InMemoryStore STORE =
            InMemoryStore.parse(ContractWorld.RESOURCE, ContractWorld.json().getBytes(StandardCharsets.UTF_8));

    InMemoryStoreTest() {
        super(STORE);
    }
}
