/** Who calls, what was granted to them, and whether it is enough for a feature view. */
@NullMarked
package dev.featurestore.domain.access;

import org.jspecify.annotations.NullMarked;
