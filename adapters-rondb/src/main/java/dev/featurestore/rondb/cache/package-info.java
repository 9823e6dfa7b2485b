/** What was read once and is asked for all the time: loaded once, kept fresh in the background, bounded. */
@NullMarked
package dev.featurestore.rondb.cache;

import org.jspecify.annotations.NullMarked;
