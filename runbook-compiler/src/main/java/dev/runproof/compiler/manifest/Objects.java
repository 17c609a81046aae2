package dev.runproof.compiler.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of Kubernetes that are written, as maps. */
final class Objects {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final int LONGEST_BEGINNING = 57;
    private static final Map<String, Object> LABELS = Map.of("app.kubernetes.io/part-of", "runproof");

    private Objects() {}

    /** An object with nothing but metadata; without a namespace if that is empty. */
    static Map<String, Object> object(String apiVersion, String kind, String namespace, String name) {
        return object(apiVersion, kind, namespace, "name", name);
    }

    /** One that gets a name when it is created, which begins with this one as far as there is room. */
    static Map<String, Object> unnamed(String apiVersion, String kind, String namespace, String name) {
        String beginning = name.length() > LONGEST_BEGINNING ? name.substring(0, LONGEST_BEGINNING) : name;
        return object(apiVersion, kind, namespace, "generateName", beginning + "-");
    }

    private static Map<String, Object> object(
            String apiVersion, String kind, String namespace, String nameKey, String name) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put(nameKey, name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("labels", LABELS);
        return map("apiVersion", apiVersion, "kind", kind, "metadata", metadata);
    }

    /** The same with further labels, or annotations. */
    static Map<String, Object> with(Map<String, Object> object, String what, String key, String value) {
        var metadata = new LinkedHashMap<String, Object>();
        if (object.get("metadata") instanceof Map<?, ?> map) {
            map.forEach((name, content) -> metadata.put(String.valueOf(name), content));
        }
        var entries = new LinkedHashMap<String, Object>();
        if (metadata.get(what) instanceof Map<?, ?> map) {
            map.forEach((name, content) -> entries.put(String.valueOf(name), content));
        }
        entries.put(key, value);
        metadata.put(what, entries);
        var changed = new LinkedHashMap<>(object);
        changed.put("metadata", metadata);
        return changed;
    }

    /** A Role and its binding; a ClusterRole if the namespace is empty. Nothing if there is no rule. */
    static List<Map<String, Object>> allowed(
            String namespace, String name, List<Map<String, ?>> rules, List<Map<String, ?>> subjects) {
        if (rules.isEmpty()) {
            return List.of();
        }
        return List.of(role(namespace, name, rules), binding(namespace, name, roleKind(namespace), subjects));
    }

    /** A ClusterRole that is bound in some namespaces only. Nothing if there is no rule. */
    static List<Map<String, Object>> allowedIn(
            Iterable<String> namespaces, String name, List<Map<String, ?>> rules, List<Map<String, ?>> subjects) {
        var objects = new ArrayList<Map<String, Object>>();
        if (!rules.isEmpty()) {
            objects.add(role("", name, rules));
            namespaces.forEach(namespace -> objects.add(binding(namespace, name, "ClusterRole", subjects)));
        }
        return objects;
    }

    private static Map<String, Object> role(String namespace, String name, List<Map<String, ?>> rules) {
        Map<String, Object> role = object(RBAC + "/v1", roleKind(namespace), namespace, name);
        role.put("rules", rules);
        return role;
    }

    private static Map<String, Object> binding(
            String namespace, String name, String roleKind, List<Map<String, ?>> subjects) {
        Map<String, Object> binding = object(RBAC + "/v1", roleKind(namespace) + "Binding", namespace, name);
        binding.put("roleRef", map("apiGroup", RBAC, "kind", roleKind, "name", name));
        binding.put("subjects", subjects);
        return binding;
    }

    private static String roleKind(String namespace) {
        return namespace.isEmpty() ? "ClusterRole" : "Role";
    }

    static Map<String, ?> account(String namespace, String name) {
        return map("kind", "ServiceAccount", "name", name, "namespace", namespace);
    }

    static Map<String, ?> group(String name) {
        return map("apiGroup", RBAC, "kind", "Group", "name", name);
    }

    static Map<String, ?> rule(String group, List<String> resources, List<String> names, String... verbs) {
        Map<String, Object> rule = map("apiGroups", List.of(group), "resources", resources);
        if (!names.isEmpty()) {
            rule.put("resourceNames", names);
        }
        rule.put("verbs", List.of(verbs));
        return rule;
    }

    /** A map that keeps its order, and can be added to. */
    static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
