package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Frames of HTTP/2 octet by octet (RFC 9113, section 4.1), so that they can be wrong where a client would not be. */
final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

    private Http2Frames() {}

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** A whole header block in one frame, after which a body is to come unless the flags end the stream. */
    static byte[] headers(int flags, int stream, byte[] block) {
        return frame(HEADERS, END_HEADERS | flags, stream, block);
    }

    /** A well-formed request that ends with its headers. */
    static byte[] get(int stream, String path) {
        return headers(END_STREAM, stream, request("GET", path));
    }

    /** Begins a well-formed request whose body is to come. */
    static byte[] post(int stream, String... more) {
        return headers(0, stream, request("POST", TestServer.SINGLE, more));
    }

    static byte[] reset(int stream) {
        return frame(RST_STREAM, 0, stream, int32(8));
    }

    static byte[] settings(int name, int value) {
        return frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) name).putInt(value).array());
    }

    /** The header block of a request. */
    static byte[] request(String method, String path, String... more) {
        String[] pseudo = {":method", method, ":scheme", "https", ":path", path, ":authority", "localhost"};
        byte[] block = block(pseudo);
        return more.length == 0 ? block : join(block, block(more));
    }

    /** Names and values as literals without an index (RFC 7541, section 6.2.2). */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.write(0);
            string(out, namesAndValues[i]);
            string(out, namesAndValues[i + 1]);
        }
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] octets = text.getBytes(ISO_8859_1);
        int length = octets.length;
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                out.write((length & 127) | 128);
            }
            out.write(length);
        }
        out.writeBytes(octets);
    }

    static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] repeat(int times, byte[] part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(times * part.length);
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
