/** What was measured: instant queries to a Prometheus. */
@NullMarked
package dev.runproof.runtime.metrics;

import org.jspecify.annotations.NullMarked;
