package dev.featurestore.rondb.testing;

/** The shapes of metadata that Hopsworks has had, as far as they differ for a reader. */
public enum Generation {
    /** No serving keys: the primary keys of the groups. Stores are shared whole, as data sets. */
    V3_3("3.3"),
    /** Serving keys and helper columns. Stores are shared whole, as data sets. */
    V4("4.x"),
    /** Stores, groups and columns are shared; restricted members have groups and columns. */
    V5("5.x");

    private final String tag;

    Generation(String tag) {
        this.tag = tag;
    }

    /** How the schema file names it. */
    String tag() {
        return tag;
    }

    /** Whether there is a table {@code serving_key}. */
    public boolean hasServingKeys() {
        return this != V3_3;
    }

    /** Whether groups and columns can be shared or granted; else only whole stores can. */
    public boolean hasFineGrainedShares() {
        return this == V5;
    }

    @Override
    public String toString() {
        return tag;
    }
}
