/**
 * Requests that would wait anyway share a read: as long as few reads of a feature view are under way each request reads
 * at once, beyond that those that wait for the same feature view are read as one batch.
 */
@NullMarked
package dev.featurestore.rondb.coalescing;

import org.jspecify.annotations.NullMarked;
