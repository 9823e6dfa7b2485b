/**
 * The HTTP API: routes, reading requests, writing answers and errors. Starts with {@link
 * dev.featurestore.web.server.WebServer}.
 */
@NullMarked
package dev.featurestore.web;

import org.jspecify.annotations.NullMarked;
