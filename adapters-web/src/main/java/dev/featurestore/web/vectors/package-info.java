/** The endpoints that serve feature vectors: their requests and answers. */
@NullMarked
package dev.featurestore.web.vectors;

import org.jspecify.annotations.NullMarked;
