/** The endpoints that tell how the server is: ping, health, metrics. */
@NullMarked
package dev.featurestore.web.monitoring;

import org.jspecify.annotations.NullMarked;
