package dev.runproof.compiler.template;

import java.util.Map;

/**
 * What one text holds.
 *
 * @param main what stands outside of definitions
 * @param definitions the templates that it defines, by their names; of several with one name the last
 */
public record TemplateUnit(Template main, Map<String, Template> definitions) {

    /** Takes the definitions as they are now. */
    public TemplateUnit {
        definitions = Map.copyOf(definitions);
    }
}
