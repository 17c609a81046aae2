@NullMarked
package dev.runproof.runtime.cluster;

import org.jspecify.annotations.NullMarked;
