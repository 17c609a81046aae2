@NullMarked
package dev.runproof.runtime.check;

import org.jspecify.annotations.NullMarked;
