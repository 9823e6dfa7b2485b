package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Makes Avro schemas of offline types, every value in a union with null, as Hopsworks' clients do. */
final class AvroSchemas {
    private final String record;
    private final String text;
    private int position;
    private int records;

    private AvroSchemas(String record, String text) {
        this.record = record;
        this.text = text;
    }

    /** The schema of a group: a record with a field for each column. */
    static Schema record(String name, List<Column> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            fields.add(new Schema.Field(column.name(), of(name + "_" + column.name(), column.type())));
        }
        return Schema.createRecord(name, null, "featurestore", false, fields);
    }

    /** The schema of a type such as {@code array<struct<a:int,b:string>>}, null included. */
    static Schema of(String record, String type) {
        AvroSchemas parser = new AvroSchemas(record, type.replace(" ", ""));
        Schema schema = parser.nullable();
        if (parser.position != parser.text.length()) {
            throw parser.wrong();
        }
        return schema;
    }

    private Schema nullable() {
        Schema type = type();
        if (type.isUnion()) {
            return type;
        }
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }

    private Schema type() {
        String name = until("<>(),:").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "boolean" -> Schema.create(Schema.Type.BOOLEAN);
            case "tinyint", "smallint", "int" -> Schema.create(Schema.Type.INT);
            case "bigint" -> Schema.create(Schema.Type.LONG);
            case "float" -> Schema.create(Schema.Type.FLOAT);
            case "double" -> Schema.create(Schema.Type.DOUBLE);
            case "binary" -> Schema.create(Schema.Type.BYTES);
            case "date" -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case "timestamp" -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case "string", "char", "varchar" -> {
                parameters();
                yield Schema.create(Schema.Type.STRING);
            }
            case "decimal" -> decimal(parameters());
            case "array" -> enclosed(Schema.createArray(opened()));
            case "map" -> map();
            case "struct" -> struct();
            case "uniontype" -> union();
            default -> throw wrong();
        };
    }

    private static Schema decimal(List<Integer> parameters) {
        int precision = parameters.isEmpty() ? 10 : parameters.get(0);
        int scale = parameters.size() < 2 ? 0 : parameters.get(1);
        return LogicalTypes.decimal(precision, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private Schema opened() {
        expect('<');
        return nullable();
    }

    private Schema enclosed(Schema schema) {
        expect('>');
        return schema;
    }

    private Schema map() {
        opened(); // Avro's maps have strings for keys, whatever the offline type says
        expect(',');
        return enclosed(Schema.createMap(nullable()));
    }

    private Schema struct() {
        String name = record + "_" + ++records;
        List<Schema.Field> fields = new ArrayList<>();
        char next = '<';
        do {
            expect(next);
            String field = until(":");
            expect(':');
            fields.add(new Schema.Field(field, nullable()));
            next = ',';
        } while (peek() == ',');
        return enclosed(Schema.createRecord(name, null, null, false, fields));
    }

    private Schema union() {
        List<Schema> types = new ArrayList<>(List.of(Schema.create(Schema.Type.NULL)));
        char next = '<';
        do {
            expect(next);
            types.add(type());
            next = ',';
        } while (peek() == ',');
        return enclosed(Schema.createUnion(types));
    }

    private List<Integer> parameters() {
        List<Integer> numbers = new ArrayList<>();
        if (peek() != '(') {
            return numbers;
        }
        do {
            position++;
            numbers.add(Integer.valueOf(until(",)")));
        } while (peek() == ',');
        expect(')');
        return numbers;
    }

    private String until(String ends) {
        int start = position;
        while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong();
        }
        position++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no offline type, at character " + position + ": " + text);
    }
}
