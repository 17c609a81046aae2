package dev.runproof.compiler.processor;

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
        return description;
    }
}
