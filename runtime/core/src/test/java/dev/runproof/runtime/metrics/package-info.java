@NullMarked
package dev.runproof.runtime.metrics;

import org.jspecify.annotations.NullMarked;
