/**
 * What the kernel of a node really does with packets, asked and answered: the small program that runs on each node, and
 * the side that asks it. It sees nothing but value types and the JDK, so that the program on the nodes is one small jar.
 */
@NullMarked
package dev.runproof.runtime.probe;

import org.jspecify.annotations.NullMarked;
