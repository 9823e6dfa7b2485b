/** The owners of Hopsworks API keys, with what all versions of Hopsworks from 3.3 on grant to them. */
@NullMarked
package dev.featurestore.rondb.callers;

import org.jspecify.annotations.NullMarked;
