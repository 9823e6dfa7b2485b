/** Sends recorded requests to two servers, and tells what differs. */
@NullMarked
package dev.featurestore.bootstrap.compare;

import org.jspecify.annotations.NullMarked;
