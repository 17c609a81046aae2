/** What can be done to contain an incident: each action is a record whose components are its parameters. */
@NullMarked
package dev.runproof.runtime.action;

import org.jspecify.annotations.NullMarked;
