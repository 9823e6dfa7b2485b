/** The data file of the in-memory store: read, checked, and made into what the store serves. */
@NullMarked
package dev.featurestore.inmemory.file;

import org.jspecify.annotations.NullMarked;
