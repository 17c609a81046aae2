/** PromQL, held against Prometheus' own parser. */
@NullMarked
package dev.runproof.compiler.promql;

import org.jspecify.annotations.NullMarked;
