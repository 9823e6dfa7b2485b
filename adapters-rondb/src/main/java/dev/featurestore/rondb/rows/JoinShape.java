package dev.featurestore.rondb.rows;

/** How the rows of one vector are read from several feature groups. All give the same answers. */
public enum JoinShape {
    /** What was measured to be fastest for the view: at present a pushed join wherever one is possible. */
    AUTO,
    /** A join on the first group's key, which the data nodes do in one step, wherever one is possible. */
    PUSHED,
    /** Always a join of rows that are each found by their own key. */
    CONSTANT
}
