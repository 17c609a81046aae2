/** Values that come from alerts and people, parsed once at the border: no text gets further than this. */
@NullMarked
package dev.runproof.runtime.value;

import org.jspecify.annotations.NullMarked;
