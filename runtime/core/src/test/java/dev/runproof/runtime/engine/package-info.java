@NullMarked
package dev.runproof.runtime.engine;

import org.jspecify.annotations.NullMarked;
