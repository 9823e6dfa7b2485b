package dev.featurestore.bootstrap.benchmark;

import java.util.List;

/** The middle of some figures and how far they are apart. */
record Spread(double median, double least, double most) {
    /**
     * Of an even number of figures the median is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }
}
