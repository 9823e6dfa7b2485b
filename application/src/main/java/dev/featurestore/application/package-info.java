/** What the server does for its clients: the use cases, their questions and their answers. */
@NullMarked
package dev.featurestore.application;

import org.jspecify.annotations.NullMarked;
