/** The ports over maps that are filled from a data file, for the demo and for tests. */
@NullMarked
package dev.featurestore.inmemory;

import org.jspecify.annotations.NullMarked;
