@NullMarked
package dev.runproof.runtime.hubble;

import org.jspecify.annotations.NullMarked;
