/** PromQL: the expressions of Prometheus, as a tree with places. */
@NullMarked
package dev.runproof.compiler.promql;

import org.jspecify.annotations.NullMarked;
