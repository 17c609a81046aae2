package dev.runproof.compiler.alertmanager;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names mean at a place of a template. The variables of an inner scope are its own; to set one of an outer scope adds
 * what it may be.
 */
final class Scope {

    private final Optional<Scope> outer;
    private final Set<Shape> dot;
    private final Set<Shape> root;
    private final Certainty valueIsLink;
    private final Set<String> guardedLabels;
    private final Map<String, Set<Shape>> variables = new HashMap<>();

    private Scope(
            Optional<Scope> outer, Set<Shape> dot, Set<Shape> root, Certainty valueIsLink, Set<String> guardedLabels) {
        this.outer = outer;
        this.dot = dot;
        this.root = root;
        this.valueIsLink = valueIsLink;
        this.guardedLabels = guardedLabels;
    }

    static Scope of(Set<Shape> dot, Set<String> guardedLabels) {
        return new Scope(Optional.empty(), dot, dot, Certainty.YES, guardedLabels);
    }

    Scope inner() {
        return new Scope(Optional.of(this), dot, root, valueIsLink, guardedLabels);
    }

    Scope withDot(Set<Shape> other) {
        return new Scope(Optional.of(this), other, root, valueIsLink, guardedLabels);
    }

    Scope whereValueIsLink(Certainty certainty) {
        return new Scope(Optional.of(this), dot, root, certainty, guardedLabels);
    }

    Scope guarding(Set<String> labels) {
        return new Scope(Optional.of(this), dot, root, valueIsLink, labels);
    }

    Set<Shape> dot() {
        return dot;
    }

    /** Whether the annotation at hand, of the many that are walked through, may be a link. */
    Certainty valueIsLink() {
        return valueIsLink;
    }

    /** The group labels that were asked for before they are used here. */
    Set<String> guardedLabels() {
        return guardedLabels;
    }

    void declare(String variable, Set<Shape> value) {
        variables.put(variable, value);
    }

    void assign(String variable, Set<Shape> value) {
        if (variables.containsKey(variable)) {
            Set<Shape> all = EnumSet.noneOf(Shape.class);
            all.addAll(variables.getOrDefault(variable, Set.of()));
            all.addAll(value);
            variables.put(variable, all);
        } else {
            outer.ifPresent(scope -> scope.assign(variable, value));
        }
    }

    Set<Shape> variable(String name) {
        if (name.isEmpty()) {
            return root;
        }
        Set<Shape> own = variables.get(name);
        return own != null ? own : outer.map(scope -> scope.variable(name)).orElse(EnumSet.of(Shape.UNKNOWN));
    }
}
