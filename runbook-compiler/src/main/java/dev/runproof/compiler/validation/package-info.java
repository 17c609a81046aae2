/** The evidence that runbooks were tried: records of validations, and what text they are about. */
@NullMarked
package dev.runproof.compiler.validation;

import org.jspecify.annotations.NullMarked;
