/** Encrypted connections: certificates and keys from PEM files, checked before use and taken anew when they change. */
@NullMarked
package dev.featurestore.web.tls;

import org.jspecify.annotations.NullMarked;
