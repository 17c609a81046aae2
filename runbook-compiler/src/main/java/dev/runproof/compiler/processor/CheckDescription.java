package dev.runproof.compiler.processor;

import java.util.ArrayList;
import java.util.Map;

/** What the index says of a check. */
final class CheckDescription {

    private static final String CONTRACT = "dev.runproof.runtime.check.Check";

    private CheckDescription() {}

    static Map<String, Object> of(Declaration declaration) {
        var attributes = declaration.attributes();
        var description = declaration.head();
        declaration.requireRecord(CONTRACT);
        description.put("parameters", declaration.parameters());
        if (attributes.words("moments").isEmpty()) {
            declaration.refuse("moments", "a check that may stand nowhere is of no use; name a moment");
        }
        description.put("moments", attributes.words("moments"));
        description.put("permissions", declaration.permissions());
        description.put("gives", attributes.words("gives"));
        var given = new ArrayList<>(attributes.words("gives"));
        if (given.remove("presence") && !attributes.words("moments").contains("only-if")) {
            declaration.refuse(
                    "gives", "a check that gives PRESENCE decides whether a step is done: name ONLY_IF as a moment");
        }
        if (!given.isEmpty() && !attributes.words("moments").contains("pre-check")) {
            declaration.refuse(
                    "gives", "a check that gives something to actions stands before them: name PRE_CHECK as a moment");
        }
        description.put("of", declaration.valueTypes("of"));
        description.put("atLeastSeconds", declaration.atLeastSeconds());
        return description;
    }
}
