package dev.runproof.compiler.manifest;

import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.index.Permission.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an account needs to be allowed, each thing once: what is allowed in the whole cluster is not allowed again in one of its
 * namespaces.
 */
final class Rules {

    private final Map<Scope, SortedMap<Subject, SortedSet<String>>> verbs = new EnumMap<>(Scope.class);

    /** What verbs are about. */
    private record Subject(String group, String resource, List<String> names) implements Comparable<Subject> {

        private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::group)
                .thenComparing(Subject::resource)
                .thenComparing(subject -> String.join(" ", subject.names()));

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }
    }

    private Rules() {}

    /**
     * Takes permissions together.
     *
     * @param permissions any, in any order
     * @param targetsAnywhere whether targets may be in any namespace, so that what is needed there is needed in all
     */
    static Rules of(Collection<Permission> permissions, boolean targetsAnywhere) {
        var rules = new Rules();
        for (Permission permission : permissions) {
            Scope scope = targetsAnywhere && permission.scope() == Scope.TARGET_NAMESPACE
                    ? Scope.CLUSTER
                    : permission.scope();
            var subject = new Subject(
                    permission.group(),
                    permission.resource(),
                    permission.names().stream().sorted().distinct().toList());
            rules.of(scope).computeIfAbsent(subject, key -> new TreeSet<>()).addAll(permission.verbs());
        }
        SortedMap<Subject, SortedSet<String>> everywhere = rules.of(Scope.CLUSTER);
        rules.verbs.forEach((scope, subjects) -> subjects.entrySet().removeIf(entry -> {
            Subject all = new Subject(entry.getKey().group(), entry.getKey().resource(), List.of());
            if (!entry.getKey().names().isEmpty()) {
                entry.getValue().removeAll(subjects.getOrDefault(all, new TreeSet<>()));
            }
            if (scope != Scope.CLUSTER) {
                entry.getValue().removeAll(everywhere.getOrDefault(all, new TreeSet<>()));
            }
            return entry.getValue().isEmpty();
        }));
        return rules;
    }

    private SortedMap<Subject, SortedSet<String>> of(Scope scope) {
        return verbs.computeIfAbsent(scope, key -> new TreeMap<>());
    }

    /** The rules of a Role for one scope, in a fixed order; empty if none is needed. */
    List<Map<String, ?>> in(Scope scope) {
        var rules = new ArrayList<Map<String, ?>>();
        verbs.getOrDefault(scope, new TreeMap<>()).forEach((subject, allowed) -> {
            var rule = new LinkedHashMap<String, Object>();
            rule.put("apiGroups", List.of(subject.group()));
            rule.put("resources", List.of(subject.resource()));
            if (!subject.names().isEmpty()) {
                rule.put("resourceNames", subject.names());
            }
            rule.put("verbs", List.copyOf(allowed));
            rules.add(rule);
        });
        return rules;
    }
}
