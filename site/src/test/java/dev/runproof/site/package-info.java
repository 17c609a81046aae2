@NullMarked
package dev.runproof.site;

import org.jspecify.annotations.NullMarked;
