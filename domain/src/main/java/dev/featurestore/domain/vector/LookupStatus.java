package dev.featurestore.domain.vector;

/** How the look-up of one feature group went, for the detailed status. */
public enum LookupStatus {
    /** The row is there. */
    FOUND,
    /** No row has that key. */
    NO_ROW,
    /** Not looked up: the key is incomplete, the group is a spine, or the entry is at fault. */
    NOT_LOOKED_UP,
    /** The row's values could not be decoded. */
    UNDECODABLE
}
