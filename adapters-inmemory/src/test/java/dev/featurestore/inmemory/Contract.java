package dev.featurestore.inmemory;

import dev.featurestore.application.port.ContractWorld;
import java.nio.charset.StandardCharsets;

/** The store in which the contracts are played. */
final class Contract {
    static final InMemoryStore STORE =
            InMemoryStore.parse(ContractWorld.RESOURCE, ContractWorld.json().getBytes(StandardCharsets.UTF_8));

    private Contract() {}
}
