package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Role that allows less than one that was generated.
 *
 * @param rule the rule that has lost a verb
 * @param verb the verb
 */
record LesserRole(KubernetesObject role, Map<?, ?> rule, String verb) {

    /** A Role without each of its verbs; none for anything else. */
    static List<LesserRole> of(KubernetesObject role) {
        var lesser = new ArrayList<LesserRole>();
        List<Object> rules = role.ref().kind().kind().endsWith("Role") ? role.list("rules") : List.of();
        for (int i = 0; i < rules.size(); i++) {
            var rule = (Map<?, ?>) rules.get(i);
            List<?> verbs = (List<?>) Objects.requireNonNull(rule.get("verbs"));
            for (Object taken : verbs) {
                var others = new ArrayList<Object>(verbs);
                others.remove(taken);
                var changed = new ArrayList<>(rules);
                changed.remove(i);
                if (!others.isEmpty()) {
                    var less = new LinkedHashMap<Object, Object>(rule);
                    less.put("verbs", others);
                    changed.add(less);
                }
                lesser.add(new LesserRole(role.with("rules", changed), rule, String.valueOf(taken)));
            }
        }
        return lesser;
    }

    /** Whether the verb that it has lost would allow a request. */
    boolean isAbout(Asked.Request request) {
        return request.verb().equals(verb)
                && allows("apiGroups", request.kind().group())
                && allows("resources", request.kind().plural())
                && (!rule.containsKey("resourceNames") || allows("resourceNames", request.name()))
                && (role.ref().namespace().isEmpty() || role.ref().namespace().equals(request.namespace()));
    }

    private boolean allows(String what, String text) {
        return rule.get(what) instanceof List<?> list && list.contains(text);
    }

    @Override
    public String toString() {
        return role + " without " + verb + " of " + rule.get("resources");
    }
}
