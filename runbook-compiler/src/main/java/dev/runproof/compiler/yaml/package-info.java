/** YAML as a tree in which each key and each value knows its place. */
@NullMarked
package dev.runproof.compiler.yaml;

import org.jspecify.annotations.NullMarked;
