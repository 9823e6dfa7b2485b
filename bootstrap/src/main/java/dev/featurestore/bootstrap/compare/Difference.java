package dev.featurestore.bootstrap.compare;

/**
 * One difference between two answers to the same request.
 *
 * @param where the place in the answer; empty for the whole
 * @param from what the server said that is compared with
 * @param to what the other one said
 */
record Difference(Kind kind, String where, String from, String to) {

    /** What differs. */
    enum Kind {
        /** One server gave no answer at all. */
        NO_ANSWER("no answer", true),
        /** The HTTP status. */
        STATUS("HTTP status", true),
        /** The code of an error. */
        ERROR_CODE("error code", true),
        /** A feature's value. */
        VALUE("value", true),
        /** The same values in another order. */
        ORDER("order", true),
        /** Names or types of features. */
        METADATA("metadata", true),
        /** The status of a vector, or of its look-ups. */
        VECTOR_STATUS("vector status", true),
        /** The wording of an error: clients show it, and do not read it. */
        WORDING("wording of an error", false),
        /** A member of an answer that clients do not know. */
        UNKNOWN_MEMBER("unknown member", false);

        private final String words;
        private final boolean matters;

        Kind(String words, boolean matters) {
            this.words = words;
            this.matters = matters;
        }

        String words() {
            return words;
        }

        /** Whether a client would notice. */
        boolean matters() {
            return matters;
        }
    }
}
