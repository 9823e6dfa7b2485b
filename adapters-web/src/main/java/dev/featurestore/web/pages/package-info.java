/** The pages for people, and the description of the API. */
@NullMarked
package dev.featurestore.web.pages;

import org.jspecify.annotations.NullMarked;
