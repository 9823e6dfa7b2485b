package dev.featurestore.rondb.rows.avro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Avro's decoder of primitives over a byte array. No length is believed before it is compared with the bytes that are
 * there, so that a few bytes cannot ask for gigabytes. Whatever does not fit throws an {@link IOException} or an
 * {@link org.apache.avro.AvroRuntimeException}. Used once, by one thread.
 */
final class AvroInput {
    /** How many array items and map entries may be encoded in no bytes at all. */
    private static final int FREE_ITEMS = 1024;

    private final BinaryDecoder decoder;
    private final InputStream rest;
    private long itemsLeft;

    AvroInput(byte[] bytes) {
        this.decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        this.rest = decoder.inputStream();
        this.itemsLeft = (long) bytes.length + FREE_ITEMS;
    }

    int remaining() throws IOException {
        return rest.available();
    }

    boolean readBoolean() throws IOException {
        return decoder.readBoolean();
    }

    int readInt() throws IOException {
        return decoder.readInt();
    }

    long readLong() throws IOException {
        return decoder.readLong();
    }

    float readFloat() throws IOException {
        return decoder.readFloat();
    }

    double readDouble() throws IOException {
        return decoder.readDouble();
    }

    byte[] readBytes(long length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw new AvroMismatch();
        }
        byte[] bytes = new byte[(int) length];
        decoder.readFixed(bytes);
        return bytes;
    }

    String readString() throws IOException {
        return new String(readBytes(readLong()), StandardCharsets.UTF_8);
    }

    /** The number of items in the next block of an array or map; 0 at its end. */
    int readBlock() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong(); // the size in bytes, for readers that skip the block
        }
        itemsLeft -= count;
        if (count < 0 || itemsLeft < 0) {
            throw new AvroMismatch();
        }
        return (int) count;
    }
}
