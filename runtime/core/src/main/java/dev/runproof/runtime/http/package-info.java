/** What the parts that ask other servers by HTTP have in common. */
@NullMarked
package dev.runproof.runtime.http;

import org.jspecify.annotations.NullMarked;
