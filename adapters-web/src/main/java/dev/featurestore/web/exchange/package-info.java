/**
 * What every request and answer has: the error format and its HTTP statuses, ids, the trace, the access log,
 * timing, the bound on memory.
 */
@NullMarked
package dev.featurestore.web.exchange;

import org.jspecify.annotations.NullMarked;
