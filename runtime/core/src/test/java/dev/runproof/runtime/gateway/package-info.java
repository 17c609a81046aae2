@NullMarked
package dev.runproof.runtime.gateway;

import org.jspecify.annotations.NullMarked;
