/** From entries to feature vectors: planning the look-ups, and assembling what they bring. */
@NullMarked
package dev.featurestore.domain.vector;

import org.jspecify.annotations.NullMarked;
