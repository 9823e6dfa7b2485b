/** Complex features: Avro schemas, and values decoded by them. */
@NullMarked
package dev.featurestore.rondb.rows.avro;

import org.jspecify.annotations.NullMarked;
