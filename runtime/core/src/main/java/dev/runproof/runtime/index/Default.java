package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a runbook leave out a parameter of an action or a check. It stands on the component of the record; the compiler
 * writes the value into the generated class, so that what a transaction does is all in there.
 *
 * <p>A default is the careful choice: whoever leaves a parameter out must not get more than who writes it. The target of an
 * action has none.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Default {

    /** What is given, as a runbook would write it: a value of the parameter's type. */
    String value();
}
