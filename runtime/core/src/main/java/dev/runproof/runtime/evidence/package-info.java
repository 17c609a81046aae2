/** What collects evidence about a pod, in a process of its own, and what it says of it in the end. */
@NullMarked
package dev.runproof.runtime.evidence;

import org.jspecify.annotations.NullMarked;
