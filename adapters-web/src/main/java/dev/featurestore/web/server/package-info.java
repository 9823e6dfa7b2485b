/** The server, put together of all the other packages. */
@NullMarked
package dev.featurestore.web.server;

import org.jspecify.annotations.NullMarked;
