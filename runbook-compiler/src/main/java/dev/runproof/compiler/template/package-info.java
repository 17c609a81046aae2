/** Templates of Go's {@code text/template}, read into trees: what Alertmanager makes messages of. */
@NullMarked
package dev.runproof.compiler.template;

import org.jspecify.annotations.NullMarked;
