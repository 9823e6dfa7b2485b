package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.KeyColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row from each of several feature groups whose keys all are columns of the first one's key: a join that RonDB's
 * data nodes do by themselves. They only do if the optimizer does not take the first table for a constant: that is why
 * its key is given twice. Immutable and thread-safe.
 */
final class PushedJoin {
    private final Join join;
    /** For each group behind the first and each column of its key: the column of the first group's key. */
    private final List<List<Integer>> sources;

    private final Select select;

    private PushedJoin(List<LookupTable> groups, List<List<Integer>> sources) {
        this.join = new Join(groups);
        this.sources = sources;
        String from = from();
        this.select = new Select(join.columns(), columns -> "SELECT " + columns + from);
    }

    /** The join of these groups; empty if their keys do not allow it. */
    static Optional<PushedJoin> of(List<LookupTable> groups) {
        if (groups.size() < 2) {
            return Optional.empty();
        }
        List<KeyColumn> first = groups.get(0).lookup().key();
        List<List<Integer>> sources = new ArrayList<>();
        for (LookupTable group : groups.subList(1, groups.size())) {
            List<Integer> ofGroup = group.lookup().key().stream()
                    .map(column -> source(first, column))
                    .toList();
            if (ofGroup.contains(-1)) {
                return Optional.empty();
            }
            sources.add(ofGroup);
        }
        return Optional.of(new PushedJoin(groups, sources));
    }

    /**
     * The column of the first group's key that a column is joined on, or -1. Only integers of the same type: a join
     * compares what is stored, and for text the client's spelling must count.
     */
    private static int source(List<KeyColumn> first, KeyColumn column) {
        for (int i = 0; i < first.size(); i++) {
            KeyColumn candidate = first.get(i);
            boolean joined =
                    column.joinOn().filter(candidate.entryNames()::contains).isPresent();
            if (joined && !column.required() && sameInteger(candidate, column)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean sameInteger(KeyColumn one, KeyColumn other) {
        return one.type().isInteger()
                && one.type().base() == other.type().base()
                && one.type().unsigned() == other.type().unsigned();
    }

    private String from() {
        List<KeyColumn> first = join.groups().get(0).lookup().key();
        StringBuilder text = new StringBuilder(" FROM ").append(join.table(0));
        for (int i = 1; i < join.groups().size(); i++) {
            List<KeyColumn> key = join.groups().get(i).lookup().key();
            List<String> equal = new ArrayList<>();
            for (int part = 0; part < key.size(); part++) {
                KeyColumn source = first.get(sources.get(i - 1).get(part));
                equal.add(Join.alias(i) + "." + Sql.quoted(key.get(part).name()) + " = " + Join.alias(0) + "."
                        + Sql.quoted(source.name()));
            }
            text.append(" LEFT JOIN ").append(join.table(i)).append(" ON ").append(String.join(" AND ", equal));
        }
        String values = Sql.tuple(first.stream().map(column -> "?").toList());
        return text.append(" WHERE ")
                .append(Sql.keyTuple(Join.alias(0) + ".", first))
                .append(" IN (" + values + ", " + values + ")")
                .toString();
    }

    Select select() {
        return select;
    }

    /** Whether an entry gives all keys, and gives the other groups what it gives the first. */
    boolean suits(EntryKeys keys) {
        Optional<Key> first = keys.of(join.groups().get(0).position());
        if (first.isEmpty()) {
            return false;
        }
        for (int i = 1; i < join.groups().size(); i++) {
            Optional<Key> key = keys.of(join.groups().get(i).position());
            if (key.isEmpty() || !agrees(key.get(), first.get(), sources.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(Key key, Key first, List<Integer> sources) {
        for (int part = 0; part < sources.size(); part++) {
            if (!key.parts().get(part).equals(first.parts().get(sources.get(part)))) {
                return false;
            }
        }
        return true;
    }

    /** The row of each group, in order; empty if the first group has no row, which tells nothing of the others. */
    Optional<List<Row>> read(Session session, EntryKeys keys) throws SQLException {
        LookupTable first = join.groups().get(0);
        Key key = keys.of(first.position()).orElseThrow();
        return session.query(
                StatementShape.PUSHED_JOIN,
                select,
                statement -> first.bind(statement, first.bind(statement, 1, key), key),
                rows -> rows.next() ? Optional.of(join.read(rows)) : Optional.empty());
    }
}
