package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record something that runbooks can look up where a value stands: {@code $pod.workload}.
 *
 * <p>The record implements {@code Lookup}; its two components are texts, the name of the lookup and that of the input. Its
 * Javadoc says what is found, and when nothing is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface RunbookLookup {

    /** The type of the value and a word, with a dot between them, such as {@code pod.workload}. */
    String name();

    /** The {@link RunbookType value type} where it is looked up. */
    Class<?> from();

    /** The {@link RunbookType value type} of what is found. */
    Class<?> to();

    /** What it needs to be allowed. */
    Permission[] permissions();
}
