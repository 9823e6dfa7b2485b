package dev.featurestore.web.jetty;

import dev.featurestore.web.CannotListen;
import dev.featurestore.web.WebSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that a server listens on: opened before all else, as that fails most often, and with an exception that
 * says why.
 *
 * @param metrics the one for metrics and probes, if they have their own
 */
public record Sockets(ServerSocketChannel main, Optional<ServerSocketChannel> metrics) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    /**
     * Listens on all of them, or on none.
     *
     * @throws CannotListen if one of them cannot be listened on; then none is open
     */
    public static Sockets listen(WebSettings settings, int backlog) {
        ServerSocketChannel main = listen(settings.host(), settings.port(), backlog);
        try {
            return new Sockets(
                    main, settings.observation().metricsPort().map(port -> listen(settings.host(), port, backlog)));
        } catch (CannotListen e) {
            closeQuietly(main);
            throw e;
        }
    }

    private static ServerSocketChannel listen(String host, int port, int backlog) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new CannotListen(host, port, new UnknownHostException("there is no such host"));
        }
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(address, backlog);
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
        } catch (IOException e) {
            throw new CannotListen(host, port, e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A socket that is not needed any more could not be closed", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(main);
        metrics.ifPresent(Sockets::closeQuietly);
    }
}
