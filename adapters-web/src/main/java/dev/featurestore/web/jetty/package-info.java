/**
 * The HTTP engine, Jetty: its connectors, what a request passes before it reaches a route, and what Jetty answers
 * by itself.
 */
@NullMarked
package dev.featurestore.web.jetty;

import org.jspecify.annotations.NullMarked;
