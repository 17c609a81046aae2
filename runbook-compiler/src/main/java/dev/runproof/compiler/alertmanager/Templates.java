package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.template.Template;
import dev.runproof.compiler.template.TemplateUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The templates that messages can call: Alertmanager's own, those of the files of {@code templates}, and those that the text
 * itself defines. A later one of the same name takes the place of an earlier one, unless it does nothing.
 *
 * @param byName the templates
 * @param complete whether all files could be read, so that a name that is not here is nowhere
 */
record Templates(Map<String, Template> byName, boolean complete) {

    /** Takes the templates as they are now. */
    Templates {
        byName = Map.copyOf(byName);
    }

    Optional<Template> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<String> names() {
        return byName.keySet();
    }

    Templates with(TemplateUnit unit) {
        if (unit.definitions().isEmpty()) {
            return this;
        }
        Map<String, Template> all = new HashMap<>(byName);
        unit.definitions().forEach((name, template) -> put(all, name, template));
        return new Templates(all, complete);
    }

    static void put(Map<String, Template> templates, String name, Template template) {
        if (!template.body().isEmpty() || !templates.containsKey(name)) {
            templates.put(name, template);
        }
    }
}
