package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record an action that runbooks can name.
 *
 * <p>The record implements {@code Action}; its components, in order, are the action's parameters, and their types are
 * {@link RunbookType value types}; one with a {@link Default} may be left out. Its Javadoc is the action's documentation, and that of each {@code @param} the
 * parameter's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface RunbookAction {

    /** The name in a runbook: lower case words joined by hyphens, such as {@code block-ip}. */
    String name();

    /** The name of the component that is the target: what is contained, and what checks look at. */
    String target();

    /** What undoing does, as a sentence for people, such as {@code Deletes the policy that was written}. */
    String inverse();

    /** How audit mode finds out what the action would do. */
    Audit audit();

    /** What the action needs to be allowed, on which the generated Role is built. */
    Permission[] permissions();

    /**
     * Whether undoing brings back what was there. A transaction with an action that cannot be undone has to say by {@code
     * irreversible} why it is done all the same.
     */
    boolean reversible() default true;

    /** Whether it cuts a workload off from others, so that a response has to say what becomes of it if a later step fails. */
    boolean isolates() default false;

    /**
     * Whether it only looks at its target and changes nothing of it, as what keeps evidence does: a response begins it while it
     * still waits in its grace.
     */
    boolean observes() default false;

    /** What has to be looked at before: a transaction without a pre-check that gives it is found. */
    Safeguard[] needs() default {};

    /** How the effect may end by itself. */
    Ending ending() default Ending.ANY;

    /** The shortest {@code max-duration} with which it can work, in seconds; 0 if any will do. */
    int atLeastSeconds() default 0;
}
