package dev.featurestore.rondb.metadata;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Looks up tables in the data dictionary of a kind of database server. */
public interface TableDictionary {
    /** The dictionary of MySQL and of servers that are compatible with it. */
    TableDictionary MYSQL = new MySqlDictionary();

    /**
     * The columns of tables, in one statement. May bring more tables than asked for; those that do not exist bring no
     * columns.
     *
     * @param tables at least one, each once
     */
    List<Column> columns(Handle handle, Collection<TableName> tables);

    /**
     * The columns of tables, for a caller that only needs to know whether something has changed: may be quicker than
     * {@link #columns}, but then gives every column of a primary key the place 1.
     */
    List<Column> outline(Handle handle, Collection<TableName> tables);

    /**
     * A table.
     *
     * @param database in lower case
     */
    record TableName(String database, String table) {}

    /**
     * A column.
     *
     * @param type in MySQL's notation, such as {@code bigint unsigned}
     * @param keyPosition its place in the primary key, from 1; 0: it is no part of it
     */
    record Column(String database, String table, String name, String type, int keyPosition) {}
}
