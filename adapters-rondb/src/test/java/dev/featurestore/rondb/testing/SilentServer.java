package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that takes every connection and never says a word, as a hung host does. Close it to hang up. */
public final class SilentServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Socket> taken = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static SilentServer start() {
        try {
            SilentServer server = new SilentServer(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
            Sockets.daemon("silent server", server::take);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take() {
        try {
            while (true) {
                taken.add(listener.accept());
            }
        } catch (IOException closed) {
            taken.forEach(Sockets::reset);
        }
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", listener.getLocalPort());
    }

    /** How many connections it has taken so far. */
    public int connections() {
        return taken.size();
    }

    @Override
    public void close() {
        Sockets.close(listener);
        taken.forEach(Sockets::reset);
    }
}
