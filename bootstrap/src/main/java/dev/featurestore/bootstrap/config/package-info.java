/** The configuration: read from a JSON file and the environment, checked as a whole, then immutable. */
@NullMarked
package dev.featurestore.bootstrap.config;

import org.jspecify.annotations.NullMarked;
