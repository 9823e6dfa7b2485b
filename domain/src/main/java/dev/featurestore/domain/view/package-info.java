/** Feature views: their definition as it is stored, and the form compiled from it that serves requests. */
@NullMarked
package dev.featurestore.domain.view;

import org.jspecify.annotations.NullMarked;
