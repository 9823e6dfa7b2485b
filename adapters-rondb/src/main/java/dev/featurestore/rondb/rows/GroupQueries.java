package dev.featurestore.rondb.rows;

/**
 * The statements that read a feature group alone, for one of a view's look-ups. Thread-safe.
 *
 * @param byKey one row
 * @param byKeys many rows
 */
record GroupQueries(LookupTable table, SingleKeyQuery byKey, KeyListQuery byKeys) {
    static GroupQueries of(LookupTable table) {
        SingleKeyQuery byKey = new SingleKeyQuery(table);
        return new GroupQueries(table, byKey, new KeyListQuery(table, byKey));
    }

    /** The place of its look-up among those of the view. */
    int position() {
        return table.position();
    }
}
