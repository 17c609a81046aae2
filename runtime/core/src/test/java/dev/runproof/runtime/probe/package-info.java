@NullMarked
package dev.runproof.runtime.probe;

import org.jspecify.annotations.NullMarked;
