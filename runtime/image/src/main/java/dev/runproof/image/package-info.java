/** Makes a container image of an executor: a Java runtime, the libraries it needs, jars, and an archive of classes. */
@NullMarked
package dev.runproof.image;

import org.jspecify.annotations.NullMarked;
