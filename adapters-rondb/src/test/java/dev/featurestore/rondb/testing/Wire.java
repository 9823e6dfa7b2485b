package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire between a client and a server: a TCP proxy that can be cut, stalled, slowed down and healed while both
 * sides use it. Thread-safe.
 */
public final class Wire implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final int CONNECT_MILLIS = 200;
    private static final int REFUSAL_TRIES = 1000;

    private final HostPort target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private boolean stalled;
    private Duration delay = Duration.ZERO;
    private int connections;

    private Wire(HostPort target) throws IOException {
        this.target = target;
        this.port = listen(0);
    }

    /** A wire to that server, whole and fast, on a free port of 127.0.0.1. */
    public static Wire to(HostPort target) {
        try {
            return new Wire(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the client connects instead of the server. */
    public HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    /** How many connections there have been so far. */
    public synchronized int connections() {
        return connections;
    }

    /** Cuts it: connections are reset, new ones refused, until it is healed. */
    public synchronized void cut() {
        Sockets.close(listener);
        awaitRefusal();
        dropConnections();
    }

    /** The system may still take connections for a moment after the listener has been closed. */
    private void awaitRefusal() {
        for (int i = 0; i < REFUSAL_TRIES; i++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            } catch (IOException refused) {
                return;
            }
        }
        throw new IllegalStateException("port " + port + " is still listened on");
    }

    /** Resets the connections there are; new ones are as welcome as before. */
    public synchronized void dropConnections() {
        sockets.forEach(Sockets::reset);
        sockets.clear();
    }

    /** Holds everything back: connections stand, new ones are taken, but no byte arrives until it is healed. */
    public synchronized void stall() {
        stalled = true;
    }

    /** From now on every packet of either direction is that late. */
    public synchronized void slowDown(Duration by) {
        delay = by;
    }

    /** Makes it whole and fast again; what was held back goes on its way. */
    public synchronized void heal() {
        stalled = false;
        delay = Duration.ZERO;
        notifyAll();
        if (listener.isClosed()) {
            try {
                listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends it for good. */
    @Override
    public void close() {
        cut();
        synchronized (this) {
            stalled = false;
            notifyAll();
        }
    }

    private synchronized int listen(int wanted) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 500);
        listener = opened;
        Sockets.daemon("wire to " + target, () -> take(opened));
        return opened.getLocalPort();
    }

    private void take(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened, opened.accept());
            } catch (IOException closed) {
                // Cut: the loop ends.
            }
        }
    }

    private void connect(ServerSocket opened, Socket client) {
        try {
            Socket server = new Socket(InetAddress.getAllByName(target.host())[0], target.port());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            synchronized (this) {
                if (opened.isClosed()) { // cut meanwhile
                    Sockets.reset(client);
                    Sockets.reset(server);
                    return;
                }
                connections++;
                sockets.add(client);
                sockets.add(server);
            }
            Sockets.daemon("wire, to the server", () -> carry(client, server));
            Sockets.daemon("wire, to the client", () -> carry(server, client));
        } catch (IOException serverIsGone) {
            Sockets.reset(client);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                await();
                out.write(chunk, 0, length);
            }
        } catch (IOException broken) {
            // One side is gone, and the other shall see it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Sockets.reset(from);
            Sockets.reset(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void await() throws InterruptedException {
        long late;
        synchronized (this) {
            while (stalled) {
                wait();
            }
            late = delay.toMillis();
        }
        Thread.sleep(late);
    }
}
