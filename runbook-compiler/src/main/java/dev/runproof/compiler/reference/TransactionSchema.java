package dev.runproof.compiler.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.TypeEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a transaction as JSON Schema 2020-12, for editors: with an index they complete the names of actions, checks, types and parameters.
 * It is no stricter than the compiler, which has the last word.
 */
public final class TransactionSchema {

    private static final String NAME = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";
    private static final String REFERENCE = "\\$[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)?";
    private static final String DURATION = "(?=.*[1-9])(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?";
    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private TransactionSchema() {}

    /**
     * The schema.
     *
     * @param index the actions, checks and types that there are; if it is empty, all names will do
     * @return JSON, ending with LF; the same index gives the same bytes
     */
    public static String of(Index index) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("name", text("The name, unique over all runbooks.", NAME));
        properties.put("inputs", inputs(index));
        properties.put("action", action(index));
        properties.put("pre-check", checks(index, Moment.PRE_CHECK, "What has to hold before anything is changed."));
        properties.put("post-check", checks(index, Moment.POST_CHECK, "What has to hold after it."));
        properties.put(
                "max-duration",
                text("The time from the recorded intent to the verified containment.", "^" + DURATION + "$"));
        properties.put("expires", expires());
        var reason = text("Why it is done although nothing undoes it.", "\\S");
        reason.put("maxLength", 200);
        properties.put("irreversible", reason);

        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://runproof.dev/schema/transaction.schema.json");
        schema.put("title", "a transaction");
        schema.put("description", "NAME.transaction.yaml: one target, one effect, one inverse.");
        schema.putAll(closed(properties, List.of("name", "action", "max-duration", "expires")));
        return json(schema);
    }

    private static Map<String, Object> inputs(Index index) {
        var from = new LinkedHashMap<String, Object>();
        from.put("label", text("The alert label that carries it.", "^\\S{1,128}$"));
        from.put("falco", text("The field of a Falco event that carries it.", "^\\S{1,128}$"));
        var type = described("The type of its values.");
        if (index.types().isEmpty()) {
            type.put("type", "string");
        } else {
            type.put("enum", List.copyOf(index.types().keySet()));
        }
        var input = new LinkedHashMap<String, Object>();
        input.put("type", type);
        input.put("from", closed(from, List.of()));
        input.put("default", Map.of("type", SCALAR));
        var inputs = described("What it takes.");
        inputs.put("type", "object");
        inputs.put("propertyNames", Map.of("pattern", NAME));
        inputs.put("additionalProperties", closed(input, List.of("type")));
        return inputs;
    }

    private static Map<String, Object> action(Index index) {
        var calls = new LinkedHashMap<String, Object>();
        for (ActionEntry action : index.actions().values()) {
            calls.put(action.name(), call(index, action.documentation().summary(), action.parameters()));
        }
        // An action has a target, and so a parameter.
        return one("What is done.", calls, List.of());
    }

    private static Map<String, Object> checks(Index index, Moment moment, String description) {
        Collection<CheckEntry> all = index.checks().values().stream()
                .filter(check -> check.moments().contains(moment))
                .toList();
        var calls = new LinkedHashMap<String, Object>();
        var alone = new ArrayList<String>();
        for (CheckEntry check : all) {
            calls.put(check.name(), call(index, check.documentation().summary(), check.parameters()));
            if (check.parameters().stream()
                    .allMatch(parameter -> parameter.defaultText().isPresent())) {
                alone.add(check.name());
            }
        }
        var checks = described(description);
        checks.put("type", "array");
        checks.put(
                "items",
                all.isEmpty()
                        ? Map.of("type", List.of("string", "object"))
                        : ordered("anyOf", List.of(ordered("enum", alone), one("A check.", calls, List.of()))));
        return checks;
    }

    private static Map<String, Object> call(Index index, String summary, List<Parameter> parameters) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (Parameter parameter : parameters) {
            TypeEntry type = index.typeOf(parameter);
            var value = described(parameter.documentation());
            value.put("type", SCALAR);
            value.put("pattern", "^(?:" + REFERENCE + "|" + type.pattern().replace("\\$", "\\$\\$") + ")$");
            parameter.defaultText().ifPresent(text -> value.put("default", text));
            if (!type.choices().isEmpty()) {
                value.put("examples", type.choices());
            }
            properties.put(parameter.name(), value);
            if (parameter.defaultText().isEmpty()) {
                required.add(parameter.name());
            }
        }
        var call = described(summary);
        call.putAll(closed(properties, required));
        if (required.isEmpty()) {
            call.put("type", List.of("object", "null"));
        }
        return call;
    }

    private static Map<String, Object> expires() {
        var staged = new LinkedHashMap<String, Object>();
        staged.put("after", text("The time after which.", "^" + DURATION + "$"));
        staged.put("then", ordered("enum", List.of("page", "undo")));
        var expires =
                described("A time after which it is undone; after and then: page to ask a person instead; or never.");
        expires.put("type", List.of("string", "object"));
        expires.put("pattern", "^(never|" + DURATION + ")$");
        expires.put("required", List.of("after", "then"));
        expires.put("additionalProperties", false);
        expires.put("properties", staged);
        return expires;
    }

    /** A mapping of one name to its parameters. */
    private static Map<String, Object> one(String description, Map<String, Object> calls, List<String> required) {
        var one = described(description);
        if (calls.isEmpty()) {
            one.put("type", "object");
        } else {
            one.putAll(closed(calls, required));
        }
        one.put("minProperties", 1);
        one.put("maxProperties", 1);
        return one;
    }

    private static Map<String, Object> closed(Map<String, Object> properties, List<String> required) {
        var closed = new LinkedHashMap<String, Object>();
        closed.put("type", "object");
        if (!required.isEmpty()) {
            closed.put("required", required);
        }
        closed.put("additionalProperties", false);
        closed.put("properties", properties);
        return closed;
    }

    private static Map<String, Object> text(String description, String pattern) {
        var text = described(description);
        text.put("type", "string");
        text.put("pattern", pattern);
        return text;
    }

    private static Map<String, Object> described(String description) {
        return description.isBlank() ? new LinkedHashMap<>() : ordered("description", description);
    }

    private static Map<String, Object> ordered(String key, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        return map;
    }

    private static String json(Map<String, Object> tree) {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of maps and texts that is no JSON", e);
        }
    }
}
