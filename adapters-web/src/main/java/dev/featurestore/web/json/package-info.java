/** Reading and writing JSON. Nothing here knows the API. */
@NullMarked
package dev.featurestore.web.json;

import org.jspecify.annotations.NullMarked;
