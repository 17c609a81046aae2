/**
 * What an action, a check or a value type says about itself.
 *
 * <p>An annotation processor writes it into one index file each when the jar is built, and the runbook compiler reads
 * those files; it never loads the classes. Retained in class files only, so that nothing of this is there at run time.
 */
@NullMarked
package dev.runproof.runtime.index;

import org.jspecify.annotations.NullMarked;
