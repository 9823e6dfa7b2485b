/** The program: command line, composition root, life cycle. The only place that knows all modules. */
@NullMarked
package dev.featurestore.bootstrap;

import org.jspecify.annotations.NullMarked;
