package dev.runproof.compiler.template;

import java.util.List;

/**
 * A template that was read. Two are equal if they are the same object: what is noted about each of them is not worth a walk
 * through all that is in it.
 *
 * @param text its text
 * @param body what it does
 */
public record Template(TemplateText text, List<TemplateNode> body) {

    /** Takes the list as it is now. */
    public Template {
        body = List.copyOf(body);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
