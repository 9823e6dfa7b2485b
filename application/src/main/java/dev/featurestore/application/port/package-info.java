/** What the use cases need from outside: each port is implemented by an adapter for every kind of store. */
@NullMarked
package dev.featurestore.application.port;

import org.jspecify.annotations.NullMarked;
