package dev.runproof.compiler.processor;

import java.util.Map;

/** What the index says of an action. */
final class ActionDescription {

    private static final String CONTRACT = "dev.runproof.runtime.action.Action";

    private ActionDescription() {}

    static Map<String, Object> of(Declaration declaration) {
        var attributes = declaration.attributes();
        var description = declaration.head();
        declaration.requireRecord(CONTRACT);
        var parameters = declaration.parameters();
        description.put("parameters", parameters);

        String target = attributes.text("target");
        boolean isComponent = parameters.stream().anyMatch(parameter -> target.equals(parameter.get("component")));
        if (!isComponent) {
            declaration.refuse("target", "the target has to be a component of the record; there is no " + target);
        }
        if (parameters.stream()
                .anyMatch(parameter -> target.equals(parameter.get("component")) && parameter.containsKey("default"))) {
            declaration.refuse("target", "the target has no default: whoever writes the runbook names it");
        }
        description.put("target", Kebab.ofComponent(target));

        if (attributes.text("inverse").isBlank()) {
            declaration.refuse("inverse", "say in a sentence what undoing does");
        }
        description.put("inverse", attributes.text("inverse"));
        description.put("audit", attributes.word("audit"));
        description.put("permissions", declaration.permissions());
        description.put("reversible", attributes.truth("reversible"));
        description.put("isolates", attributes.truth("isolates"));
        description.put("observes", attributes.truth("observes"));
        description.put("needs", attributes.words("needs"));
        description.put("ending", attributes.word("ending"));
        description.put("atLeastSeconds", declaration.atLeastSeconds());
        return description;
    }
}
