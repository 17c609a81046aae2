package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record a check that runbooks can name.
 *
 * <p>The record implements {@code Check}; its components are the check's parameters; one with a {@link Default} may be left
 * out. The target is not among them: a
 * check looks at the target of the action that it stands beside, so that it cannot look at another.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface RunbookCheck {

    /** The name in a runbook: lower case words joined by hyphens, such as {@code not-protected}. */
    String name();

    /** Where in a transaction it may stand. */
    Moment[] moments();

    /** What the check needs to be allowed. */
    Permission[] permissions();

    /** What the check looks at for actions that need it, where it stands before them; or {@link Safeguard#PRESENCE}, before a step. */
    Safeguard[] gives() default {};

    /** The shortest {@code max-duration} with which it can hold, in seconds; 0 if any will do. */
    int atLeastSeconds() default 0;

    /**
     * The {@link RunbookType value types} of what the check can look at, where it decides whether a step of a response is done;
     * none for a check that looks at anything.
     */
    Class<?>[] of() default {};

    /** When a check runs. */
    enum Moment {
        /** Before a step of a response, to decide whether it is done at all. */
        ONLY_IF,
        /** Before anything is changed. */
        PRE_CHECK,
        /** After the change, before it counts as contained. */
        POST_CHECK
    }
}
