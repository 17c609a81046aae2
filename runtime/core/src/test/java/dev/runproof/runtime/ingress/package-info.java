@NullMarked
package dev.runproof.runtime.ingress;

import org.jspecify.annotations.NullMarked;
