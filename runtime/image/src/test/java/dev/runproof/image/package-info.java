@NullMarked
package dev.runproof.image;

import org.jspecify.annotations.NullMarked;
