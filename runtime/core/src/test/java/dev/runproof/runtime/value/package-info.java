@NullMarked
package dev.runproof.runtime.value;

import org.jspecify.annotations.NullMarked;
