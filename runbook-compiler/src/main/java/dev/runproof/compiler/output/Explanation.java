package dev.runproof.compiler.output;

import dev.runproof.compiler.finding.Rule;

/**
 * The page that explains a finding. Immutable.
 *
 * @param summary its first sentence, as plain text
 * @param description its first paragraph, as plain text on one line
 * @param markdown all of it
 */
public record Explanation(String summary, String description, String markdown) {

    /** The page of a rule of ours. */
    public static Explanation of(Rule rule) {
        String markdown = Product.resource("finding/" + rule.id() + ".md");
        String description =
                markdown.split("\n\n", 3)[1].replace("`", "").replace('\n', ' ').strip();
        int stop = description.indexOf(". ");
        return new Explanation(stop < 0 ? description : description.substring(0, stop + 1), description, markdown);
    }
}
