/** Gateways of Envoy Gateway, and how they are told to turn a source away. */
@NullMarked
package dev.runproof.runtime.gateway;

import org.jspecify.annotations.NullMarked;
