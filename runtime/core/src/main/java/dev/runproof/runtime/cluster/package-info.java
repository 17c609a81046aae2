/** The part of the Kubernetes API that the runtime uses, and the one door to it. */
@NullMarked
package dev.runproof.runtime.cluster;

import org.jspecify.annotations.NullMarked;
