/** What the server costs beside the bare driver and minimal endpoints: ratios within one run. */
package dev.featurestore.bootstrap.benchmark;
