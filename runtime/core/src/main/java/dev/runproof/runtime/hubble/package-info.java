/** What Hubble has seen of the traffic of pods, asked by gRPC. */
@NullMarked
package dev.runproof.runtime.hubble;

import org.jspecify.annotations.NullMarked;
