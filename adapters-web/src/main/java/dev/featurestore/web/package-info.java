/**
 * What the HTTP adapter is given, its settings, and the table of its endpoints: the lowest of its packages beside that
 * of TLS. {@link dev.featurestore.web.server.WebServer} puts all of them together.
 */
@NullMarked
package dev.featurestore.web;

import org.jspecify.annotations.NullMarked;
