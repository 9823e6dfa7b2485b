package dev.featurestore.rondb.rows.avro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the primitives of Avro's binary encoding from a byte array. No length is believed before it is compared with
 * the bytes that are there, so that a few bytes cannot ask for gigabytes. Used once, by one thread.
 */
final class AvroInput {
    /** How many array items and map entries may be encoded in no bytes at all. */
    private static final int FREE_ITEMS = 1024;

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int position;
    private long itemsLeft;

    AvroInput(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.itemsLeft = (long) bytes.length + FREE_ITEMS;
    }

    int remaining() {
        return bytes.length - position;
    }

    boolean readBoolean() throws AvroMismatch {
        int octet = octet();
        if (octet > 1) {
            throw new AvroMismatch();
        }
        return octet == 1;
    }

    int readInt() throws AvroMismatch {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroMismatch();
        }
        return (int) value;
    }

    long readLong() throws AvroMismatch {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            zigzag |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new AvroMismatch();
    }

    float readFloat() throws AvroMismatch {
        return numbers.getFloat(skip(Float.BYTES));
    }

    double readDouble() throws AvroMismatch {
        return numbers.getDouble(skip(Double.BYTES));
    }

    byte[] readBytes(long length) throws AvroMismatch {
        int start = skip(length);
        byte[] octets = new byte[(int) length];
        System.arraycopy(bytes, start, octets, 0, octets.length);
        return octets;
    }

    String readString() throws AvroMismatch {
        long length = readLong();
        return new String(bytes, skip(length), (int) length, StandardCharsets.UTF_8);
    }

    /** The number of items in the next block of an array or map; 0 at its end. */
    int readBlock() throws AvroMismatch {
        long count = readLong();
        if (count < 0) {
            count = -count;
            // The size in bytes, for readers that skip the block.
            readLong();
        }
        itemsLeft -= count;
        if (count < 0 || itemsLeft < 0) {
            throw new AvroMismatch();
        }
        return (int) count;
    }

    private int octet() throws AvroMismatch {
        return bytes[skip(1)] & 0xFF;
    }

    private int skip(long length) throws AvroMismatch {
        if (length < 0 || length > remaining()) {
            throw new AvroMismatch();
        }
        int start = position;
        position += (int) length;
        return start;
    }
}
