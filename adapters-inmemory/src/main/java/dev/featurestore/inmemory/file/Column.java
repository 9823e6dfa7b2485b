package dev.featurestore.inmemory.file;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.ColumnType.Base;
import dev.featurestore.domain.value.OfflineType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A feature of a feature group: its name, and its type offline and online. */
record Column(String name, OfflineType offline, ColumnType online) {
    private static final Pattern ONLINE_TYPE =
            Pattern.compile("[a-z]+( precision)?(\\(\\d{1,5}(\\s*,\\s*\\d{1,2})?\\))?( unsigned)?");
    private static final Set<String> SAME_ONLINE =
            Set.of("tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date", "timestamp");
    private static final Set<Base> BYTES = Set.of(Base.BINARY, Base.VARBINARY, Base.BLOB);

    /** Reads {@code {"name": ..., "type": ..., "onlineType": ...}}. */
    static Optional<Column> read(Node node) {
        if (!node.isObjectOf("name", "type", "onlineType")) {
            return Optional.empty();
        }
        Optional<String> name = node.required("name").flatMap(Node::text);
        Optional<String> type = node.required("type").flatMap(Node::text);
        if (name.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        OfflineType offline = OfflineType.of(type.get());
        return onlineType(node, offline).map(online -> new Column(name.get(), offline, online));
    }

    private static Optional<ColumnType> onlineType(Node node, OfflineType offline) {
        Optional<Node> given = node.member("onlineType");
        if (given.isEmpty()) {
            Optional<ColumnType> known = defaultFor(offline);
            if (known.isEmpty()) {
                node.problem("type \"" + Node.shortened(offline.text())
                        + "\" has no online type of its own: give an \"onlineType\"");
            }
            return known;
        }
        Optional<ColumnType> type = given.get().text().flatMap(text -> parse(given.get(), text));
        if (type.isPresent()
                && offline.isComplex()
                && !BYTES.contains(type.get().base())) {
            given.get().problem("a complex feature needs a varbinary or blob, not " + type.get());
        }
        return type;
    }

    private static Optional<ColumnType> parse(Node node, String text) {
        String notation = text.strip().toLowerCase(Locale.ROOT);
        ColumnType type = ONLINE_TYPE.matcher(notation).matches() ? ColumnType.parse(notation) : ColumnType.UNKNOWN;
        if (type.base() == Base.OTHER) {
            node.expected("a MySQL column type");
            return Optional.empty();
        }
        if ((type.base() == Base.VARCHAR || type.base() == Base.VARBINARY) && type.size() == 0) {
            node.problem(text + " needs a length, such as " + text + "(100)");
            return Optional.empty();
        }
        return Optional.of(type);
    }

    private static Optional<ColumnType> defaultFor(OfflineType offline) {
        String text = offline.text().strip().toLowerCase(Locale.ROOT);
        if (offline.isComplex()) {
            return Optional.of(ColumnType.parse("varbinary(2000)"));
        }
        int parameters = text.indexOf('(');
        String base = parameters < 0 ? text : text.substring(0, parameters).strip();
        if (SAME_ONLINE.contains(base) || (parameters > 0 && (base.equals("varchar") || base.equals("char")))) {
            return Optional.of(text)
                    .filter(notation -> ONLINE_TYPE.matcher(notation).matches())
                    .map(ColumnType::parse);
        }
        return switch (base) {
            case "boolean" -> Optional.of(ColumnType.parse("tinyint"));
            case "string" -> Optional.of(ColumnType.parse("varchar(100)"));
            case "binary" -> Optional.of(ColumnType.parse("varbinary(100)"));
            default -> Optional.empty();
        };
    }

    /** Whether rows can be found by this column. */
    boolean canBeKey() {
        return !offline.isComplex() && online.base() != Base.JSON;
    }
}
