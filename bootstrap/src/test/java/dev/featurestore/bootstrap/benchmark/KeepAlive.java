package dev.featurestore.bootstrap.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that sends one HTTP request after the other and reads past the answers. Not thread-safe. */
final class KeepAlive implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    KeepAlive(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /** A POST of JSON, as it goes over the wire. */
    static byte[] request(URI url, String apiKey, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return ("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: application/json\r\nX-API-KEY: " + apiKey + "\r\nContent-Length: "
                        + content.length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends a request and returns when its answer is there.
     *
     * @throws IOException if it was no success, or the connection broke
     */
    void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        long length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            }
        }
        if (!status.startsWith("HTTP/1.1 200") || length < 0) {
            throw new IOException("answered with " + status + " and " + length + " bytes");
        }
        in.skipNBytes(length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
