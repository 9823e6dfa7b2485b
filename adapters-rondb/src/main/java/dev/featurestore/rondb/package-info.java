/** A RonDB cluster as the store of everything: this package is the entry point of the adapter. */
@NullMarked
package dev.featurestore.rondb;

import org.jspecify.annotations.NullMarked;
