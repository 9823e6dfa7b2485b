package dev.featurestore.web;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** A connection on which any octets can be sent in place of HTTP/2, and what the server says to them. */
final class Http2Connection implements AutoCloseable {
    private static final String[] ERRORS = {
        "no_error",
        "protocol_error",
        "internal_error",
        "flow_control_error",
        "settings_timeout",
        "stream_closed",
        "frame_size_error",
        "refused_stream",
        "cancel",
        "compression_error",
        "connect_error",
        "enhance_your_calm"
    };

    private final SSLSocket socket;
    private final DataInputStream in;
    private final HpackDecoder decoder = new HpackDecoder(64 * 1024, System::nanoTime);

    Http2Connection(int port, SSLContext tls) throws IOException {
        socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
    }

    /** Opens one and says what a client says first. */
    static Http2Connection greeted(int port, SSLContext tls) throws IOException {
        Http2Connection connection = new Http2Connection(port, tls);
        connection.send(Http2Frames.PREFACE, Http2Frames.frame(Http2Frames.SETTINGS, 0, 0));
        return connection;
    }

    void send(byte[]... frames) throws IOException {
        socket.getOutputStream().write(Http2Frames.join(frames));
        socket.getOutputStream().flush();
    }

    /** The same, to a server that may have closed the connection, or does so meanwhile. */
    void sendIfOpen(byte[]... frames) {
        try {
            send(frames);
        } catch (IOException closed) {
            // as it may
        }
    }

    /**
     * What comes until the server closes the connection, or has answered so many streams, or is silent for that long:
     * {@code "1: 200"}, {@code "3: RST cancel"}, {@code "GOAWAY protocol_error"}, {@code "closed"}.
     */
    List<String> read(int answers, int silenceMillis) {
        List<String> said = new ArrayList<>();
        int answered = 0;
        try {
            socket.setSoTimeout(silenceMillis);
            while (answered < answers) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
                switch (type) {
                    case Http2Frames.HEADERS -> said.add(stream + ": " + status(payload));
                    case Http2Frames.RST_STREAM -> said.add(stream + ": RST " + ERRORS[payload.getInt()]);
                    case Http2Frames.GOAWAY -> said.add("GOAWAY " + ERRORS[payload.getInt(4)]);
                    default -> {}
                }
                boolean ends = type <= Http2Frames.HEADERS && (flags & Http2Frames.END_STREAM) != 0;
                answered += ends || type == Http2Frames.RST_STREAM ? 1 : 0;
            }
        } catch (SocketTimeoutException silent) {
            said.add("silent");
        } catch (IOException closed) {
            said.add("closed");
        }
        return said;
    }

    private int status(ByteBuffer block) {
        try {
            return ((MetaData.Response) decoder.decode(block)).getStatus();
        } catch (HpackException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
