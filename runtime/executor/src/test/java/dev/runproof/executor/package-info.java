@NullMarked
package dev.runproof.executor;

import org.jspecify.annotations.NullMarked;
