package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class a type that inputs and parameters of runbooks can have.
 *
 * <p>The class has {@code public static T parse(String)}, which throws {@code InvalidValueException} for a text that is
 * not a value, and a {@code toString()} that gives the canonical text. Beside the index lies
 * {@code META-INF/runproof/type/NAME.examples.json}, with good and hostile texts that the compiler, the runtime and the
 * website all run.
 *
 * <p>A choice is an enum whose pattern is its words with {@code |} between them; findings then say which there are.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface RunbookType {

    /** The name in a runbook, such as {@code ip}. */
    String name();

    /**
     * A regular expression that a whole text has to match, in the dialect that {@code java.util.regex} and JavaScript
     * have in common. It decides as {@code parse} does on all texts of the examples; {@code parse} has the last word.
     */
    String pattern();

    /** The longest text, in UTF-16 units. */
    int maxLength();

    /** The alert label that usually carries such a value; empty if alerts carry none. */
    String label() default "";

    /** The field of a Falco event that usually carries such a value; empty if they carry none. */
    String falcoField() default "";
}
