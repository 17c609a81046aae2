/** The website: templates, style and scripts, which make pages of the compiler's records. */
@NullMarked
package dev.runproof.site;

import org.jspecify.annotations.NullMarked;
