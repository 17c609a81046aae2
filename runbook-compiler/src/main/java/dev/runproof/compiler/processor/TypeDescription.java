package dev.runproof.compiler.processor;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the index says of a value type. */
final class TypeDescription {

    private static final int LONGEST = 10_240;

    private TypeDescription() {}

    static Map<String, Object> of(Declaration declaration) {
        var attributes = declaration.attributes();
        var description = declaration.head();
        if (!declaration.parses()) {
            String type = declaration.type().getSimpleName().toString();
            declaration.refuse(declaration.type(), type + " has no public static " + type + " parse(String)");
        }
        String pattern = attributes.text("pattern");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            declaration.refuse("pattern", "not a regular expression: " + e.getDescription());
        }
        description.put("pattern", pattern);
        int maxLength = attributes.number("maxLength");
        if (maxLength < 1 || maxLength > LONGEST) {
            declaration.refuse("maxLength", "a longest text has 1 to " + LONGEST + " characters");
        }
        description.put("maxLength", maxLength);
        description.put("label", attributes.text("label"));
        description.put("falcoField", attributes.text("falcoField"));
        return description;
    }
}
