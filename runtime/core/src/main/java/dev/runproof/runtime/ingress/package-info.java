/** Programs that serve Ingresses, and how each is told to turn a source away. */
@NullMarked
package dev.runproof.runtime.ingress;

import org.jspecify.annotations.NullMarked;
