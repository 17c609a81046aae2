package dev.runproof.compiler.resolve;

import java.util.List;

/** A part of a link. */
sealed interface TemplatePart {

    /** Text that stands for itself. */
    record Text(String text) implements TemplatePart {}

    /**
     * The value of a label.
     *
     * @param name its name
     * @param functions what is applied to it, in order
     */
    record Label(String name, List<TemplateFunction> functions) implements TemplatePart {}

    /**
     * What is known only when the alert fires, or not to us.
     *
     * @param why why it is not known
     */
    record Unknown(String why) implements TemplatePart {}
}
