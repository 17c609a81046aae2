@NullMarked
package dev.runproof.runtime.action;

import org.jspecify.annotations.NullMarked;
