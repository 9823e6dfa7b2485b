/** What can go wrong when feature vectors are served: the codes of the API and a failure that carries one. */
@NullMarked
package dev.featurestore.domain;

import org.jspecify.annotations.NullMarked;
