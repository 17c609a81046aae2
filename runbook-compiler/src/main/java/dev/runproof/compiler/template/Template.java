package dev.runproof.compiler.template;

import java.util.List;

/**
 * A template that was read.
 *
 * @param text its text
 * @param body what it does
 */
public record Template(TemplateText text, List<TemplateNode> body) {

    /** Takes the list as it is now. */
    public Template {
        body = List.copyOf(body);
    }
}
