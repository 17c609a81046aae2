/**
 * The annotation processor that writes what actions, checks and value types say about themselves into index files.
 *
 * <p>It runs inside the javac of whoever writes an action, so it uses the JDK alone and no other package of ours.
 */
@NullMarked
package dev.runproof.compiler.processor;

import org.jspecify.annotations.NullMarked;
