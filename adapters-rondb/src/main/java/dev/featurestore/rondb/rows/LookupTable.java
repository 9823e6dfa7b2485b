package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look-up's table: how its keys are bound and its rows read. Immutable and thread-safe. */
final class LookupTable {
    private final Lookup lookup;
    private final KeyCodec[] codecs;
    private final ColumnReader[] readers;

    LookupTable(Lookup lookup, ComplexFeatures complex) {
        this.lookup = lookup;
        this.codecs =
                lookup.key().stream().map(column -> new KeyCodec(column.type())).toArray(KeyCodec[]::new);
        this.readers = lookup.columns().stream()
                .map(column -> ColumnReaders.of(column, complex))
                .toArray(ColumnReader[]::new);
    }

    Lookup lookup() {
        return lookup;
    }

    int position() {
        return lookup.position();
    }

    /** Whether a collation decides which rows a key names. */
    boolean hasTextKey() {
        return lookup.key().stream().anyMatch(column -> column.type().isText());
    }

    /** Whether any row could have that key: if not, the database is not asked. */
    boolean canBeStored(Key key) {
        for (int part = 0; part < codecs.length; part++) {
            if (!codecs[part].canBeStored(key.parts().get(part))) {
                return false;
            }
        }
        return true;
    }

    /** The one of these keys that takes least room in a statement. */
    Key shortest(List<Key> keys) {
        return keys.stream().min(Comparator.comparing(LookupTable::length)).orElseThrow();
    }

    private static int length(Key key) {
        int length = 0;
        for (KeyValue part : key.parts()) {
            if (part instanceof KeyValue.Text text) {
                length += text.value().length();
            } else if (part instanceof KeyValue.Bytes bytes) {
                length += bytes.value().length;
            }
        }
        return length;
    }

    /** Whether a key is one {@link dev.featurestore.domain.value.KeyValue.Whole}, whatever its value. */
    boolean hasWholeKey() {
        return codecs.length == 1 && codecs[0].isAlwaysWhole();
    }

    /** Key columns and then value columns, as every statement selects them: their types are told with every result. */
    List<Select.Column> columns(String alias) {
        return Stream.concat(
                        lookup.key().stream().map(column -> column(alias, column)),
                        lookup.columns().stream()
                                .map(column -> new Select.Column(alias + Sql.quoted(column.name()), column.type())))
                .toList();
    }

    /** The key columns. */
    List<Select.Column> keyColumns() {
        return lookup.key().stream().map(column -> column("", column)).toList();
    }

    private static Select.Column column(String alias, KeyColumn column) {
        return new Select.Column(alias + Sql.quoted(column.name()), column.type());
    }

    /** How many columns {@link #columns} has. */
    int width() {
        return codecs.length + readers.length;
    }

    /** A statement without rows, whose result tells the types of the key's columns. */
    String keyTypesSql() {
        return "SELECT "
                + String.join(
                        ", ",
                        keyColumns().stream().map(Select.Column::expression).toList()) + " FROM " + Sql.table(lookup)
                + " LIMIT 0";
    }

    /** The types of the key's columns. */
    ResultTypes keyTypes() {
        return new ResultTypes(keyColumns().stream().map(Select.Column::type).toList());
    }

    /** Binds a whole key, the first part at that index; returns the index behind it. */
    int bind(PreparedStatement statement, int first, Key key) throws SQLException {
        for (int part = 0; part < codecs.length; part++) {
            codecs[part].bind(statement, first + part, key.parts().get(part));
        }
        return first + codecs.length;
    }

    /** Whether an outer join found a row: its first key column, at that index, is not null. */
    boolean isThere(ResultRow row, int index) throws SQLException {
        return codecs[0].read(row, index) != null;
    }

    /** The row's key, whose first part is at that index. */
    Key key(ResultRow row, int first) throws SQLException {
        List<KeyValue> parts = new ArrayList<>(codecs.length);
        for (int part = 0; part < codecs.length; part++) {
            @Nullable KeyValue value = codecs[part].read(row, first + part);
            if (value == null) {
                throw new SQLException("a primary key is null");
            }
            parts.add(value);
        }
        return new Key(parts);
    }

    /** The row's values, its key's first part at that index and the values behind the key. */
    Row row(ResultRow row, int firstOfKey) throws SQLException {
        int first = firstOfKey + codecs.length;
        Values.Builder values = new Values.Builder(readers.length);
        for (int i = 0; i < readers.length; i++) {
            try {
                readers[i].read(row, first + i, values, i);
            } catch (ComplexFeatures.Undecodable undecodable) {
                return new Row.Undecodable(lookup.columns().get(i).name(), undecodable.problem());
            }
        }
        return new Row.Found(values.build());
    }
}
