package dev.runproof.compiler.processor;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.RecordComponentElement;

/** What the index says of a lookup. */
final class LookupDescription {

    private static final String CONTRACT = "dev.runproof.runtime.transaction.Lookup";
    private static final String TEXT = "java.lang.String";

    private LookupDescription() {}

    static Map<String, Object> of(Declaration declaration) {
        var attributes = declaration.attributes();
        var description = declaration.head();
        declaration.requireRecord(CONTRACT);
        List<? extends RecordComponentElement> components = declaration.type().getRecordComponents();
        boolean texts = components.stream()
                .allMatch(component -> component.asType().toString().equals(TEXT));
        if (components.size() != 2 || !texts) {
            declaration.refuse(
                    declaration.type(),
                    "a lookup has two components, both of them texts: its name, and that of the input");
        }
        String from = declaration.valueType("from");
        description.put("from", from);
        description.put("to", declaration.valueType("to"));
        if (!attributes.text("name").startsWith(from + ".")) {
            declaration.refuse("name", "a lookup is called after the type where it stands, " + from + ".WORD");
        }
        description.put("permissions", declaration.permissions());
        return description;
    }
}
