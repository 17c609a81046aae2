@NullMarked
package dev.runproof.compiler.query;

import org.jspecify.annotations.NullMarked;
