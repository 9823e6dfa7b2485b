package dev.featurestore.rondb.rows;

/** How the rows of one vector are read from several feature groups. Both give the same answers. */
public enum JoinShape {
    /** A join on the first group's key, which the data nodes do in one step, wherever one is possible. */
    AUTO,
    /** Always a join of rows that are each found by their own key. */
    CONSTANT
}
