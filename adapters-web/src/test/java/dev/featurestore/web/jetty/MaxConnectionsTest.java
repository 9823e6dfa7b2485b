package dev.featurestore.web.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxConnectionsTest {
    private static final long MIB = 1 << 20;

    /** With heads of 16 KiB at most, a connection counts 22 KiB. */
    @ParameterizedTest
    @CsvSource({
        "1024, 1000, 896", // file descriptors, MiB of heap, connections
        "1048576, 614, 7144",
        "1048576, 154, 1792",
        "1048576, 4, 64",
        "100, 614, 64",
        "9223372036854775807, 8796093022207, 2147483647"
    })
    void fileDescriptorsAndAFourthOfTheHeapBoundThem(long fileDescriptors, long heap, int connections) {
        assertThat(JettySetup.maxConnections(fileDescriptors, heap * MIB, 16 * 1024))
                .isEqualTo(connections);
    }
}
