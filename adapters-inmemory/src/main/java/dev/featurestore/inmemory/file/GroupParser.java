package dev.featurestore.inmemory.file;

import static java.util.stream.Collectors.toMap;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one feature group with its rows. */
final class GroupParser {
    private final Node node;
    private final FeatureStore store;
    private final int id;

    private GroupParser(Node node, FeatureStore store, int id) {
        this.node = node;
        this.store = store;
        this.id = id;
    }

    /** The group; empty if it has no name or version, or its columns are at fault, so that nothing can refer to it. */
    static Optional<FeatureGroupData> read(Node node, FeatureStore store, int id) {
        return new GroupParser(node, store, id).group();
    }

    private Optional<FeatureGroupData> group() {
        if (!node.isObjectOf("name", "version", "id", "spine", "primaryKey", "features", "rows")) {
            return Optional.empty();
        }
        Optional<String> name = node.required("name").flatMap(Node::text);
        Optional<Integer> version = node.required("version").flatMap(Node::number);
        boolean spine = node.member("spine").flatMap(Node::truth).orElse(false);
        Optional<List<Column>> columns = columns();
        if (name.isEmpty() || version.isEmpty() || columns.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = key(columns.get(), spine);
        FeatureGroup group = spine
                ? FeatureGroup.spine(id, name.get(), version.get(), store)
                : new FeatureGroup(
                        id,
                        name.get(),
                        version.get(),
                        store,
                        false,
                        columns.get().stream().collect(toMap(Column::name, Column::online)),
                        key);
        if (spine && node.member("rows").isPresent()) {
            node.problem("a spine has no rows: its values come with the request");
        }
        Map<Key, List<Value>> rows = spine || key.isEmpty() ? Map.of() : rows(columns.get(), key);
        return Optional.of(new FeatureGroupData(group, columns.get(), key, rows));
    }

    /** The columns; empty if one of them is at fault, as then neither rows nor views can be judged. */
    private Optional<List<Column>> columns() {
        List<Node> nodes = node.required("features").map(Node::items).orElse(List.of());
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node feature : nodes) {
            Column.read(feature).ifPresent(column -> {
                if (names.add(column.name().toLowerCase(Locale.ROOT))) {
                    columns.add(column);
                } else {
                    feature.problem("a second feature is named \"" + column.name() + "\"");
                }
            });
        }
        if (nodes.isEmpty() && node.member("features").isPresent()) {
            node.problem("a feature group needs at least one feature");
        }
        return nodes.isEmpty() || columns.size() < nodes.size() ? Optional.empty() : Optional.of(columns);
    }

    private List<String> key(List<Column> columns, boolean spine) {
        Optional<Node> given = spine ? node.member("primaryKey") : node.required("primaryKey");
        List<String> names = given.map(Node::distinctTexts).orElse(List.of());
        if (names.isEmpty() && given.isPresent()) {
            given.get().problem("a primary key needs at least one column");
        }
        boolean sound = true;
        for (String name : names) {
            Optional<Column> column =
                    columns.stream().filter(other -> other.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                node.problem(
                        "the primary key names \"" + Node.shortened(name) + "\", which is no feature of the group");
                sound = false;
            } else if (!column.get().canBeKey()) {
                node.problem("\"" + name + "\" cannot be part of the primary key: rows are not found by its type");
                sound = false;
            }
        }
        return sound ? names : List.of();
    }

    private Map<Key, List<Value>> rows(List<Column> columns, List<String> key) {
        List<Integer> parts = key.stream().map(name -> indexOf(columns, name)).toList();
        Map<Key, List<Value>> rows = new HashMap<>();
        for (Node row : node.items("rows")) {
            List<Node> cells = row.items();
            if (cells.size() != columns.size()) {
                row.problem("expected " + columns.size() + " values, one for each feature, got " + cells.size());
                continue;
            }
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                values.add(CellParser.read(columns.get(i), cells.get(i)));
            }
            @Nullable Key found = key(columns, parts, cells);
            if (found != null && rows.put(found, List.copyOf(values)) != null) {
                row.problem("an earlier row has the same primary key");
            }
        }
        return rows;
    }

    private static int indexOf(List<Column> columns, String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    private static @Nullable Key key(List<Column> columns, List<Integer> parts, List<Node> cells) {
        List<KeyValue> values = new ArrayList<>();
        for (int part : parts) {
            Node cell = cells.get(part);
            if (cell.json().isNull()) {
                cell.problem("a column of the primary key cannot be null");
                return null;
            }
            ColumnType type = columns.get(part).online();
            Value sent = cell.json().isNumber()
                    ? new Value.Numeral(cell.json().asText())
                    : Value.text(CellParser.stored(cell.json().asText(), type));
            Optional<KeyValue> value = type.toKey(sent);
            if (value.isEmpty()) {
                return null; // the cell has been noted already
            }
            values.add(value.get());
        }
        return new Key(values);
    }
}
