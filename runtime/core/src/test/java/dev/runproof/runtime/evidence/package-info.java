@NullMarked
package dev.runproof.runtime.evidence;

import org.jspecify.annotations.NullMarked;
