/** The use cases: what the application does for whoever drives it, and what goes in and comes out. */
@NullMarked
package dev.featurestore.application.usecase;

import org.jspecify.annotations.NullMarked;
