@NullMarked
package dev.runproof.runtime.notify;

import org.jspecify.annotations.NullMarked;
