/** The use cases' implementation, known to the composition root only. */
@NullMarked
package dev.featurestore.application.service;

import org.jspecify.annotations.NullMarked;
