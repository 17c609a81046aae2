package dev.runproof.compiler.index;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The actions, checks, value types and lookups that runbooks can name. Immutable and thread-safe; iterates by name. The type of each
 * parameter is in it.
 */
public final class Index {

    private static final Index EMPTY = of(List.of());

    private final SortedMap<String, ActionEntry> actions;
    private final SortedMap<String, CheckEntry> checks;
    private final SortedMap<String, TypeEntry> types;
    private final SortedMap<String, LookupEntry> lookups;

    private Index(
            SortedMap<String, ActionEntry> actions,
            SortedMap<String, CheckEntry> checks,
            SortedMap<String, TypeEntry> types,
            SortedMap<String, LookupEntry> lookups) {
        this.actions = Collections.unmodifiableSortedMap(actions);
        this.checks = Collections.unmodifiableSortedMap(checks);
        this.types = Collections.unmodifiableSortedMap(types);
        this.lookups = Collections.unmodifiableSortedMap(lookups);
    }

    /** Without any entry. */
    public static Index empty() {
        return EMPTY;
    }

    /**
     * Takes entries.
     *
     * @param entries the entries; of two of one kind and name the first counts
     * @return the index
     * @throws IllegalArgumentException if a parameter or a lookup has a type that is not among the entries
     */
    public static Index of(Collection<? extends IndexEntry> entries) {
        var actions = new TreeMap<String, ActionEntry>();
        var checks = new TreeMap<String, CheckEntry>();
        var types = new TreeMap<String, TypeEntry>();
        var lookups = new TreeMap<String, LookupEntry>();
        for (IndexEntry entry : entries) {
            if (entry instanceof ActionEntry action) {
                actions.putIfAbsent(action.name(), action);
            } else if (entry instanceof CheckEntry check) {
                checks.putIfAbsent(check.name(), check);
            } else if (entry instanceof TypeEntry type) {
                types.putIfAbsent(type.name(), type);
            } else if (entry instanceof LookupEntry lookup) {
                lookups.putIfAbsent(lookup.name(), lookup);
            }
        }
        actions.values().forEach(action -> requireTypes(action, action.parameters(), types));
        checks.values().forEach(check -> requireTypes(check, check.parameters(), types));
        for (LookupEntry lookup : lookups.values()) {
            if (!types.containsKey(lookup.from()) || !types.containsKey(lookup.to())) {
                throw new IllegalArgumentException("a type of the lookup " + lookup.name() + " is not in the index");
            }
        }
        return new Index(actions, checks, types, lookups);
    }

    private static void requireTypes(IndexEntry entry, List<Parameter> parameters, SortedMap<String, TypeEntry> types) {
        for (Parameter parameter : parameters) {
            if (!types.containsKey(parameter.type())) {
                throw new IllegalArgumentException(
                        "the type of " + parameter.name() + " of " + entry.name() + " is not in the index");
            }
        }
    }

    /** An action. */
    public Optional<ActionEntry> action(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** A check. */
    public Optional<CheckEntry> check(String name) {
        return Optional.ofNullable(checks.get(name));
    }

    /** A value type. */
    public Optional<TypeEntry> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The type of a parameter of one of these entries. */
    public TypeEntry typeOf(Parameter parameter) {
        return type(parameter.type()).orElseThrow();
    }

    /**
     * What can be looked up where a value stands.
     *
     * @param from the type of the value
     * @param word what stands behind the dot
     */
    public Optional<LookupEntry> lookup(TypeEntry from, String word) {
        return Optional.ofNullable(lookups.get(from.name() + "." + word));
    }

    /** The words of all lookups where a value of a type stands. */
    public List<String> lookupsOf(TypeEntry from) {
        return lookups.values().stream()
                .filter(lookup -> lookup.from().equals(from.name()))
                .map(LookupEntry::word)
                .toList();
    }

    /** The type of what a lookup of this index finds. */
    public TypeEntry typeOf(LookupEntry lookup) {
        return type(lookup.to()).orElseThrow();
    }

    /** All actions by name. */
    public SortedMap<String, ActionEntry> actions() {
        return actions;
    }

    /** All checks by name. */
    public SortedMap<String, CheckEntry> checks() {
        return checks;
    }

    /** All lookups by name. */
    public SortedMap<String, LookupEntry> lookups() {
        return lookups;
    }

    /** All value types by name. */
    public SortedMap<String, TypeEntry> types() {
        return types;
    }
}
