/** What the website shows, as records without any markup of the site's own: a theme makes pages of them. */
@NullMarked
package dev.runproof.compiler.site;

import org.jspecify.annotations.NullMarked;
