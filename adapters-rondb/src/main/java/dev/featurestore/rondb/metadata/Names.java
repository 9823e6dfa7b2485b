package dev.featurestore.rondb.metadata;

/**
 * Whether a name that a client sent can stand in a column of the metadata at all: if not, the database need not be
 * asked.
 */
final class Names {
    private static final int STORE = 100;
    private static final int VIEW = 63;

    private Names() {}

    static boolean canBeStore(String name) {
        return fits(name, STORE);
    }

    static boolean canBeView(String name) {
        return fits(name, VIEW);
    }

    /** The columns hold Latin-1. */
    private static boolean fits(String name, int length) {
        if (name.isEmpty() || name.length() > length) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isLatin(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLatin(char c) {
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c <= 0xff);
    }
}
