/** A RonDB cluster as the store of everything: the one door to this adapter. */
@NullMarked
package dev.featurestore.rondb;

import org.jspecify.annotations.NullMarked;
