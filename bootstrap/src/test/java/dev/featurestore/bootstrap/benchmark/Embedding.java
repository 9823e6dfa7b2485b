package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.featurestore.rondb.testing.AvroValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Embeddings in Avro: made for the tables, and decoded by hand for the yardsticks, with no more than it takes. */
final class Embedding {
    static final int LENGTH = 512;

    private Embedding() {}

    /** An embedding as the online store keeps it. */
    static byte[] random(Random random) {
        ArrayNode elements = new ObjectMapper().createArrayNode();
        for (int i = 0; i < LENGTH; i++) {
            elements.add(random.nextDouble() * 2 - 1);
        }
        return AvroValues.encode("array<double>", elements);
    }

    /** Writes the elements of an array (or null) of doubles (or nulls) as JSON. */
    static void write(byte[] avro, JsonGenerator json) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(avro).order(ByteOrder.LITTLE_ENDIAN);
        if (number(in) == 0) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (long count = number(in); count != 0; count = number(in)) {
            if (count < 0) { // a block that says its size
                count = -count;
                number(in);
            }
            for (; count > 0; count--) {
                if (number(in) == 0) {
                    json.writeNull();
                } else {
                    json.writeNumber(in.getDouble());
                }
            }
        }
        json.writeEndArray();
    }

    /** A variable-length zigzag number. */
    private static long number(ByteBuffer in) {
        long encoded = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            encoded |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return encoded >>> 1 ^ -(encoded & 1);
    }
}
