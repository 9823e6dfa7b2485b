/** The use cases: what the application does for its adapters, with the types that go in and come out. */
@NullMarked
package dev.featurestore.application.usecase;

import org.jspecify.annotations.NullMarked;
