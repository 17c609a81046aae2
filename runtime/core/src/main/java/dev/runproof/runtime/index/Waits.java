package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a parameter of an action or a check that it is a time that is waited for: the {@code max-duration} of a transaction
 * is at least so many times as long. It stands on a component of a record whose type has the pattern of a duration.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Waits {

    /** How many times the value has to fit into {@code max-duration}; at least 1. */
    int times();
}
