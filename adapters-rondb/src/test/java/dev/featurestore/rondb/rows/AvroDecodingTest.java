package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.domain.value.Value;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import dev.featurestore.rondb.rows.avro.ComplexFeatures.Undecodable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroDecodingTest {
    private static final String LIST = "{\"type\":\"record\",\"name\":\"list\",\"fields\":["
            + "{\"name\":\"head\",\"type\":\"int\"},{\"name\":\"tail\",\"type\":[\"null\",\"list\"]}]}";

    private static ComplexFeatures.Decoder decoder(String fieldSchema) {
        return ComplexFeatures.of(
                        "{\"type\":\"record\",\"name\":\"group_1\",\"fields\":[{\"name\":\"feature\",\"type\":"
                                + fieldSchema + "}]}")
                .decoder("feature");
    }

    private static byte[] encoded(String schema, Object value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(new Schema.Parser().parse(schema)).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Value roundTrip(String schema, Object value) throws Undecodable {
        return decoder(schema).decode(encoded(schema, value));
    }

    private static String nullable(String schema) {
        return "[\"null\"," + schema + "]";
    }

    private static String array(String items) {
        return "{\"type\":\"array\",\"items\":" + items + "}";
    }

    @Test
    void embeddingsComeWithoutABoxForEachNumber() throws Undecodable {
        Value doubles = roundTrip(nullable(array("[\"null\",\"double\"]")), List.of(0.5, -1.25));
        Value floats = roundTrip(array("\"float\""), List.of(0.1f, Float.MAX_VALUE));
        Value nullLast = roundTrip(array("[\"double\",\"null\"]"), List.of(1.0));

        assertThat(doubles).isEqualTo(new Value.Doubles(new double[] {0.5, -1.25}));
        assertThat(floats).isEqualTo(new Value.Floats(new float[] {0.1f, Float.MAX_VALUE}));
        assertThat(nullLast).isEqualTo(new Value.Doubles(new double[] {1.0}));
    }

    @Test
    void aNullAmongNumbersIsKept() throws Undecodable {
        Value doubles = roundTrip(array("[\"null\",\"double\"]"), Arrays.asList(1.5, null, 2.5, null));
        Value floats = roundTrip(array("[\"float\",\"null\"]"), Arrays.asList(null, 1.5f));

        assertThat(doubles)
                .isEqualTo(new Value.Sequence(
                        List.of(new Value.Float64(1.5), Value.NULL, new Value.Float64(2.5), Value.NULL)));
        assertThat(floats).isEqualTo(new Value.Sequence(List.of(Value.NULL, new Value.Float32(1.5f))));
    }

    @Test
    void itemsInSeveralBlocksFollowEachOther() throws Undecodable {
        byte[] sized = {3, 16, 0, 0, 0, 0, 0, 0, -8, 63, 0, 0, 0, 0, 0, 0, 4, 64, 2, 0, 0, 0, 0, 0, 0, -16, 63, 0};

        Value numbers = decoder(array("\"double\"")).decode(sized);

        assertThat(numbers).isEqualTo(new Value.Doubles(new double[] {1.5, 2.5, 1.0}));
    }

    @Test
    void aNullInTheFirstOfSeveralBlocksDoesNotEndTheArray() throws Undecodable {
        byte[] blocks = {2, 0, 2, 2, 0, 0, 0, 0, 0, 0, -16, 63, 0};

        Value numbers = decoder(array("[\"null\",\"double\"]")).decode(blocks);

        assertThat(numbers).isEqualTo(new Value.Sequence(List.of(Value.NULL, new Value.Float64(1.0))));
    }

    @Test
    void recordsAndMapsAreObjects() throws Undecodable {
        Schema schema = SchemaBuilder.record("place")
                .fields()
                .optionalString("city")
                .requiredLong("people")
                .requiredBoolean("capital")
                .endRecord();
        Object umea = new GenericRecordBuilder(schema)
                .set("city", "Umeå")
                .set("people", Long.MAX_VALUE)
                .set("capital", false)
                .build();

        Value record = roundTrip(schema.toString(), umea);
        Value map = roundTrip("{\"type\":\"map\",\"values\":[\"null\",\"long\"]}", Map.of("x", 1L));

        assertThat(record)
                .isEqualTo(new Value.Struct(
                        List.of("city", "people", "capital"),
                        List.of(Value.text("Umeå"), new Value.Whole(Long.MAX_VALUE), new Value.Bool(false))));
        assertThat(map).isEqualTo(new Value.Struct(List.of("x"), List.of(new Value.Whole(1))));
    }

    @Test
    void otherTypesAreTheirPlainValues() throws Undecodable {
        byte[] octets = {0, 1, -1};
        String symbols = "{\"type\":\"enum\",\"name\":\"e\",\"symbols\":[\"RED\",\"BLUE\"]}";
        String fixed = "{\"type\":\"fixed\",\"name\":\"f\",\"size\":3}";
        Schema fixedSchema = new Schema.Parser().parse(fixed);
        Schema symbolSchema = new Schema.Parser().parse(symbols);

        assertThat(roundTrip(array("\"bytes\""), List.of(ByteBuffer.wrap(octets))))
                .isEqualTo(new Value.Sequence(List.of(new Value.Bytes(octets))));
        assertThat(roundTrip(fixed, new GenericData.Fixed(fixedSchema, octets))).isEqualTo(new Value.Bytes(octets));
        assertThat(roundTrip(symbols, new GenericData.EnumSymbol(symbolSchema, "BLUE")))
                .isEqualTo(Value.text("BLUE"));
        assertThat(roundTrip("{\"type\":\"int\",\"logicalType\":\"date\"}", 19016))
                .isEqualTo(new Value.Whole(19016));
        assertThat(roundTrip("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}", -1L))
                .isEqualTo(new Value.Whole(-1));
        assertThat(roundTrip(nullable("\"string\""), null)).isEqualTo(Value.NULL);
    }

    @Test
    void aUnionIsItsValue() throws Undecodable {
        String items = "[\"null\",\"long\",\"string\"]";

        Value values = roundTrip(array(items), Arrays.asList(7L, "seven", null));

        assertThat(values).isEqualTo(new Value.Sequence(List.of(new Value.Whole(7), Value.text("seven"), Value.NULL)));
    }

    @Test
    void recordsMayHoldThemselves() throws Undecodable {
        byte[] twoLong = {2, 2, 4, 0};

        Value list = decoder(LIST).decode(twoLong);

        assertThat(list)
                .isEqualTo(new Value.Struct(
                        List.of("head", "tail"),
                        List.of(
                                new Value.Whole(1),
                                new Value.Struct(List.of("head", "tail"), List.of(new Value.Whole(2), Value.NULL)))));
    }

    @Test
    void endlessNestingIsRefused() {
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, (byte) 2);

        assertThatThrownBy(() -> decoder(LIST).decode(deep)).isInstanceOf(Undecodable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "\"bytes\"",
                "{\"type\":\"array\",\"items\":\"null\"}",
                "{\"type\":\"array\",\"items\":\"double\"}",
                "{\"type\":\"map\",\"values\":\"null\"}"
            })
    void lengthsThatTheBytesCannotHoldAreRefused(String schema) {
        byte[] huge = {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};
        byte[] negative = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};

        assertThatThrownBy(() -> decoder(schema).decode(huge)).isInstanceOf(Undecodable.class);
        assertThatThrownBy(() -> decoder(schema).decode(negative)).isInstanceOf(Undecodable.class);
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] bytes = encoded(array("\"double\""), List.of(1.5));

        assertThatThrownBy(() -> decoder(array("\"double\"")).decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(Undecodable.class)
                .hasMessage("its bytes do not fit the registered schema");
    }

    @Test
    void bytesThatEndTooSoonAreRefused() {
        byte[] bytes = encoded(array("\"double\""), List.of(1.5, 2.5));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> decoder(array("\"double\"")).decode(cut)).isInstanceOf(Undecodable.class);
        }
    }

    @Test
    void valuesOfAnOlderSchemaAreRefused() {
        byte[] old = encoded(array("\"double\""), List.of(1.5, 2.5));

        assertThatThrownBy(() -> decoder(array("\"string\"")).decode(old))
                .isInstanceOf(Undecodable.class)
                .hasMessage("its bytes do not fit the registered schema");
    }

    @Test
    void withoutASchemaTheProblemSaysSo() {
        assertThatThrownBy(() -> ComplexFeatures.without().decoder("feature").decode(new byte[0]))
                .hasMessage("no schema is registered for its feature group");
        assertThatThrownBy(() ->
                        ComplexFeatures.of("{\"type\":").decoder("feature").decode(new byte[0]))
                .hasMessage("the registered schema is not valid");
        assertThatThrownBy(
                        () -> ComplexFeatures.of("\"long\"").decoder("feature").decode(new byte[0]))
                .hasMessage("the registered schema is not that of a record");
        assertThatThrownBy(() -> ComplexFeatures.of("{\"type\":\"record\",\"name\":\"r\",\"fields\":[]}")
                        .decoder("feature")
                        .decode(new byte[0]))
                .hasMessage("the registered schema has no such field");
    }

    @Test
    void noBytesWhateverMakeItFailInAnotherWay() {
        Random random = new Random(42);
        List<ComplexFeatures.Decoder> decoders = List.of(
                decoder(LIST),
                decoder(nullable(array("[\"null\",\"double\"]"))),
                decoder("{\"type\":\"map\",\"values\":[\"null\",\"string\"]}"),
                decoder(array(array("\"null\""))));
        int decoded = 0;

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            for (ComplexFeatures.Decoder decoder : decoders) {
                try {
                    decoder.decode(bytes);
                    decoded++;
                } catch (Undecodable expected) {
                    assertThat(expected.problem()).isNotEmpty();
                }
            }
        }

        assertThat(decoded).isBetween(1, 79_999);
    }
}
