package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client without a key may keep as many connections open as there are: each must take little of the heap. */
class ConnectionMemoryTest {
    private static final int CONNECTIONS = 200;
    private static final long MAX_BYTES = 20 * 1024;

    @AutoClose
    private final TestServer web = TestServer.start();

    @Test
    void connectionsThatHaveBeenUsedTakeLittle() throws IOException {
        List<Socket> connections = new ArrayList<>();
        try {
            connections.add(used());
            long before = heap();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(used());
            }

            assertThat((heap() - before) / CONNECTIONS).isLessThan(MAX_BYTES);
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    /** What a server keeps of headers for the next request, it keeps from the second on. */
    private Socket used() throws IOException {
        Socket connection = web.connect();
        for (int request = 0; request < 3; request++) {
            connection
                    .getOutputStream()
                    .write(
                            "GET /0.1.0/ping HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a-client/1.0\r\nAccept: */*\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            TestServer.readUntil(connection.getInputStream(), "\r\n\r\n");
        }
        return connection;
    }

    /** Bytes in use, garbage left out. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
