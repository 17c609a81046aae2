@NullMarked
package dev.runproof.runtime;

import org.jspecify.annotations.NullMarked;
