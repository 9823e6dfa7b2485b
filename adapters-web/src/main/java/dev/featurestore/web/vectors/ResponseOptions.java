package dev.featurestore.web.vectors;

/**
 * What an answer holds beside the features, if asked for.
 *
 * @param names the features' names
 * @param types the features' types
 * @param lookups how the look-up of each feature group went
 */
record ResponseOptions(boolean names, boolean types, boolean lookups) {}
