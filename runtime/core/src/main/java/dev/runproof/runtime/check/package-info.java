/** What is looked at before and after an action: each check is a record whose components are its parameters. */
@NullMarked
package dev.runproof.runtime.check;

import org.jspecify.annotations.NullMarked;
