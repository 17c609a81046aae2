package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.template.Template;
import dev.runproof.compiler.template.TemplateNode;
import dev.runproof.compiler.template.TemplateNode.Action;
import dev.runproof.compiler.template.TemplateNode.Branch;
import dev.runproof.compiler.template.TemplateNode.Call;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import dev.runproof.compiler.template.TemplateText;
import dev.runproof.compiler.template.TemplateUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows links through the templates of one message, without running them: each value is what it may be, and each branch is
 * taken. A template is followed once for each kind of dot, so that neither recursion nor many calls of one template cost
 * more than their texts.
 */
final class LinkFlow {

    /** A template that is called, and defined nowhere. */
    static final Rule UNDEFINED_TEMPLATE = Rule.error("undefined-template");

    private static final int DEEPEST = 30;
    private static final int MOST_STEPS = 200_000;

    private final Templates templates;
    private final Set<String> links;
    private final Findings findings;
    private final Map<Visit, Evidence> visited = new HashMap<>();
    private final Set<GroupLabelUse> groupLabels = new LinkedHashSet<>();
    private boolean broken;
    private int depth;
    private int steps;

    private record Visit(Template template, Set<Shape> dot, Set<String> guardedLabels) {}

    LinkFlow(Templates templates, Set<String> links, Findings findings) {
        this.templates = templates;
        this.links = links;
        this.findings = findings;
    }

    /** The evidence in a text that gets the message as its dot. */
    Evidence follow(TemplateUnit unit) {
        var flow = new LinkFlow(templates.with(unit), links, findings);
        Evidence evidence = flow.template(unit.main(), EnumSet.of(Shape.MESSAGE), Set.of());
        groupLabels.addAll(flow.groupLabels);
        broken |= flow.broken;
        return evidence;
    }

    Set<GroupLabelUse> groupLabels() {
        return groupLabels;
    }

    boolean broken() {
        return broken;
    }

    void markBroken() {
        broken = true;
    }

    private Evidence template(Template template, Set<Shape> dot, Set<String> guardedLabels) {
        var visit = new Visit(template, Set.copyOf(dot), guardedLabels);
        Evidence known = visited.get(visit);
        if (known != null) {
            return known;
        }
        if (depth >= DEEPEST) {
            return Evidence.UNKNOWN;
        }
        // While it is followed, a call of itself adds nothing.
        visited.put(visit, Evidence.NONE);
        depth++;
        Evidence evidence = nodes(template.body(), Scope.of(dot, guardedLabels), template.text());
        depth--;
        visited.put(visit, evidence);
        return evidence;
    }

    private Evidence nodes(List<TemplateNode> nodes, Scope scope, TemplateText text) {
        Evidence evidence = Evidence.NONE;
        for (TemplateNode node : nodes) {
            if (++steps > MOST_STEPS) {
                return evidence.and(Evidence.UNKNOWN);
            }
            evidence = evidence.and(node(node, scope, text));
        }
        return evidence;
    }

    private Evidence node(TemplateNode node, Scope scope, TemplateText text) {
        if (node instanceof Action action) {
            return action(action.pipeline(), scope, text);
        }
        if (node instanceof Branch branch) {
            return branch(branch, scope, text);
        }
        return call((Call) node, scope, text);
    }

    private Evidence action(Pipeline pipeline, Scope scope, TemplateText text) {
        Evaluation evaluation = evaluation(scope, text);
        Set<Shape> value = evaluation.pipeline(pipeline);
        report(evaluation, scope, true);
        if (pipeline.variables().isEmpty()) {
            return evaluation.printed(value);
        }
        for (String variable : pipeline.variables()) {
            if (pipeline.declares()) {
                scope.declare(variable, value);
            } else {
                scope.assign(variable, value);
            }
        }
        // What a variable holds is in the text where it is printed.
        return Evidence.NONE.withPlacesOf(evaluation.places());
    }

    private Evidence branch(Branch branch, Scope outer, TemplateText text) {
        Scope scope = outer.inner();
        Evaluation evaluation = evaluation(scope, text);
        Set<Shape> value = evaluation.pipeline(branch.pipeline());
        report(evaluation, scope, branch.kind() == Branch.Kind.RANGE);
        Set<String> guarded = new HashSet<>(scope.guardedLabels());
        evaluation.groupLabels().forEach(use -> guarded.add(use.label()));
        Scope known = guarded.equals(scope.guardedLabels()) ? scope : scope.guarding(Set.copyOf(guarded));
        if (branch.kind() == Branch.Kind.RANGE) {
            return range(branch, value, known, outer, text);
        }
        branch.pipeline().variables().forEach(variable -> scope.declare(variable, value));
        Guard guard = evaluation.guard(branch.pipeline(), value);
        Scope body = guard.inBody().map(known::whereValueIsLink).orElse(known);
        Scope rest = guard.inElse().map(scope::whereValueIsLink).orElse(scope);
        boolean with = branch.kind() == Branch.Kind.WITH;
        Evidence then = nodes(branch.body(), with ? body.withDot(value) : body.inner(), text);
        return guard.of(
                with && then.common() != Certainty.NO ? then.withPlacesOf(evaluation.places()) : then,
                nodes(branch.otherwise(), rest.inner(), text));
    }

    private Evidence range(Branch branch, Set<Shape> value, Scope scope, Scope outer, TemplateText text) {
        Set<Shape> item = EnumSet.noneOf(Shape.class);
        value.forEach(shape -> item.add(shape.item()));
        Scope body = scope.withDot(item);
        List<String> variables = branch.pipeline().variables();
        if (!variables.isEmpty()) {
            body.declare(variables.get(variables.size() - 1), item);
        }
        if (variables.size() > 1) {
            boolean map = value.contains(Shape.ANNOTATIONS) || value.contains(Shape.COMMON_ANNOTATIONS);
            body.declare(variables.get(0), EnumSet.of(map ? Shape.NAME : Shape.PLAIN));
        }
        Evidence each = nodes(branch.body(), body, text);
        Evidence none = nodes(branch.otherwise(), outer.inner(), text);
        boolean certain =
                !value.isEmpty() && value.stream().allMatch(shape -> shape.isThereWithLinks() || shape.isCommon());
        return certain ? each.withPlacesOf(none) : each.orElse(none);
    }

    private Evidence call(Call call, Scope scope, TemplateText text) {
        Optional<Template> template = templates.get(call.name());
        Set<Shape> dot = EnumSet.noneOf(Shape.class);
        if (call.dot().isPresent()) {
            Evaluation evaluation = evaluation(scope, text);
            dot.addAll(evaluation.pipeline(call.dot().get()));
            report(evaluation, scope, true);
        }
        if (template.isPresent()) {
            return template(template.get(), dot, scope.guardedLabels());
        }
        broken = true;
        if (templates.complete()) {
            findings.add(
                    UNDEFINED_TEMPLATE,
                    text.place(call.nameStart(), call.nameEnd()),
                    "there is no template " + call.name(),
                    Suggestion.nearest(call.name(), templates.names())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("define it in a file that templates: names"));
        }
        return Evidence.UNKNOWN;
    }

    private Evaluation evaluation(Scope scope, TemplateText text) {
        return new Evaluation(scope, text, links);
    }

    private void report(Evaluation evaluation, Scope scope, boolean shown) {
        evaluation.misuses().forEach(misuse -> {
            broken = true;
            findings.add(misuse);
        });
        if (shown) {
            evaluation.groupLabels().stream()
                    .filter(use -> !scope.guardedLabels().contains(use.label()))
                    .forEach(groupLabels::add);
        }
    }
}
