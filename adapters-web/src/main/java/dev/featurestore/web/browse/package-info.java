/** The endpoints that tell which feature stores and feature views there are. */
@NullMarked
package dev.featurestore.web.browse;

import org.jspecify.annotations.NullMarked;
