package dev.featurestore.web.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** As much of DER (X.690) as it takes to bring a private key into another wrapping. */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xA0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** The object identifier rsaEncryption with its parameters, which are NULL. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** The object identifier ecPublicKey; the parameters name the curve. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Der() {}

    /** PKCS#1 (RFC 8017) to PKCS#8 (RFC 5208). */
    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return pkcs8(RSA, pkcs1);
    }

    /**
     * SEC 1 (RFC 5915) to PKCS#8.
     *
     * @throws IllegalArgumentException if it does not name its curve, or is no such key
     */
    static byte[] pkcs8OfEc(byte[] sec1) {
        return pkcs8(concat(EC, parameters(sec1)), sec1);
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concat(VERSION_0, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    }

    private static byte[] parameters(byte[] sec1) {
        ByteBuffer elements = content(ByteBuffer.wrap(sec1), SEQUENCE);
        while (elements.hasRemaining()) {
            int tag = elements.get(elements.position()) & 0xFF;
            ByteBuffer content = content(elements, tag);
            if (tag == PARAMETERS) {
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                return bytes;
            }
        }
        throw new IllegalArgumentException("it does not name its curve");
    }

    /** Reads one element; returns its content. */
    private static ByteBuffer content(ByteBuffer in, int expectedTag) {
        if (in.remaining() < 2 || (in.get() & 0xFF) != expectedTag) {
            throw new IllegalArgumentException("it is damaged");
        }
        int length = in.get() & 0xFF;
        if (length > 0x80 && length <= 0x83 && in.remaining() >= length - 0x80) {
            int octets = length - 0x80;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (in.get() & 0xFF);
            }
        }
        if (length > in.remaining()) {
            throw new IllegalArgumentException("it is damaged");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        int octets = (Integer.SIZE + 7 - Integer.numberOfLeadingZeros(content.length)) / Byte.SIZE;
        if (content.length >= 0x80) {
            out.write(0x80 + octets);
        }
        for (int i = Math.max(octets, 1) - 1; i >= 0; i--) {
            out.write(content.length >> (Byte.SIZE * i));
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
