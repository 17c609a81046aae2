@NullMarked
package dev.runproof.runtime.simulated;

import org.jspecify.annotations.NullMarked;
