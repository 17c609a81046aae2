package dev.runproof.compiler.site;

import dev.runproof.compiler.index.TypeEntry;
import java.util.List;

/**
 * A value that is filled into the commands of a page.
 *
 * @param name the placeholder, such as {@code SOURCE_IP}
 * @param type the name of its type
 * @param query the names in the query of a link that carry its value; of several all together, joined by {@code /}
 * @param pattern what a whole value has to match, as a regular expression that means the same in Java and in JavaScript
 * @param maxLength the longest value, in UTF-16 units
 * @param choices all values, where there are but a few
 * @param help what its values are, in a sentence
 */
public record InputField(
        String name,
        String type,
        List<String> query,
        String pattern,
        int maxLength,
        List<String> choices,
        String help) {

    /** Takes the lists as they are now. */
    public InputField {
        query = List.copyOf(query);
        choices = List.copyOf(choices);
    }

    static InputField of(String name, List<String> query, TypeEntry type) {
        return new InputField(
                name,
                type.name(),
                query,
                type.pattern(),
                type.maxLength(),
                type.choices(),
                type.documentation().summary());
    }
}
