/** Attacks and accidents, in short in every build and in full size with {@code mvn -q -Pdrills verify}. */
package dev.featurestore.bootstrap.drills;
