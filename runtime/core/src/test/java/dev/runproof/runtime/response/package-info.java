@NullMarked
package dev.runproof.runtime.response;

import org.jspecify.annotations.NullMarked;
