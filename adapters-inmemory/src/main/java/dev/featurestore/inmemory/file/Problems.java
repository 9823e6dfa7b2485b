package dev.featurestore.inmemory.file;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a data file, so that all of it can be said at once. Used by one thread. */
final class Problems {
    private static final int LISTED = 50;

    private final String file;
    private final List<String> list = new ArrayList<>();
    private int unlisted;

    Problems(String file) {
        this.file = file;
    }

    void add(String path, String problem) {
        if (list.size() < LISTED) {
            list.add((path.isEmpty() ? "the file" : path) + ": " + problem);
        } else {
            unlisted++;
        }
    }

    /** @throws InvalidDataFile if there are any */
    void throwIfAny() {
        if (!list.isEmpty()) {
            throw new InvalidDataFile(file, list, unlisted);
        }
    }
}
