/**
 * The online store over SQL: the statements of a feature view, how keys are bound and columns read, and how rows find
 * their entries.
 */
@NullMarked
package dev.featurestore.rondb.rows;

import org.jspecify.annotations.NullMarked;
