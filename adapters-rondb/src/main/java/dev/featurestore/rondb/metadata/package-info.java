/** Feature views out of the Hopsworks metadata of all versions from 3.3 on, compiled and kept fresh. */
@NullMarked
package dev.featurestore.rondb.metadata;

import org.jspecify.annotations.NullMarked;
