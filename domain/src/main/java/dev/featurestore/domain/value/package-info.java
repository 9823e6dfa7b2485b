/** Values: what a client sent, what a column holds, and a key made from the one for the other. */
@NullMarked
package dev.featurestore.domain.value;

import org.jspecify.annotations.NullMarked;
