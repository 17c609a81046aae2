package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.template.Template;
import dev.runproof.compiler.template.TemplateNode;
import dev.runproof.compiler.template.TemplateNode.Branch;
import dev.runproof.compiler.template.TemplateNode.Command;
import dev.runproof.compiler.template.TemplateNode.Dot;
import dev.runproof.compiler.template.TemplateNode.Function;
import dev.runproof.compiler.template.TemplateNode.Literal;
import dev.runproof.compiler.template.TemplateNode.Nested;
import dev.runproof.compiler.template.TemplateNode.Operand;
import dev.runproof.compiler.template.TemplateNode.Path;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import dev.runproof.compiler.template.TemplateNode.Variable;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.template.TemplateText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A label that an annotation shows, as {@code $labels.x}, {@code .Labels.x} or {@code index $labels "x"}. One for which the
 * annotation asks first, in a condition or by {@code or}, may be missing, and is none of these.
 *
 * @param name its name
 * @param start the offset in the annotation at which it stands
 * @param span where that is
 */
record UsedLabel(String name, int start, Span span) {

    private static final String VARIABLE = "labels";
    private static final String FIELD = "Labels";
    private static final Set<String> ASKING = Set.of("and", "eq", "len", "ne", "not", "or");

    /** Those of an annotation; none of one that is no template, or gives {@code $labels} another meaning. */
    static List<UsedLabel> of(Located<String> annotation) {
        if (!annotation.value().contains("{{")) {
            return List.of();
        }
        return TemplateReader.read(TemplateText.of(annotation), new Findings())
                .map(unit -> new Walk(unit.main()).used())
                .orElse(List.of());
    }

    private static final class Walk {

        private final Template template;
        private final List<UsedLabel> used = new ArrayList<>();
        private final Set<String> asked = new HashSet<>();
        private boolean redefined;

        Walk(Template template) {
            this.template = template;
        }

        List<UsedLabel> used() {
            nodes(template.body(), true);
            return redefined
                    ? List.of()
                    : used.stream().filter(label -> !asked.contains(label.name)).toList();
        }

        /**
         * Goes through nodes.
         *
         * @param atRoot whether the dot is that with which the template began
         */
        private void nodes(List<TemplateNode> nodes, boolean atRoot) {
            for (TemplateNode node : nodes) {
                if (node instanceof TemplateNode.Action action) {
                    pipeline(action.pipeline(), atRoot, false);
                } else if (node instanceof Branch branch) {
                    boolean asks = branch.kind() != Branch.Kind.RANGE;
                    pipeline(branch.pipeline(), atRoot, asks);
                    nodes(branch.body(), atRoot && branch.kind() == Branch.Kind.IF);
                    nodes(branch.otherwise(), atRoot);
                } else if (node instanceof TemplateNode.Call call) {
                    call.dot().ifPresent(dot -> pipeline(dot, atRoot, false));
                }
            }
        }

        private void pipeline(Pipeline pipeline, boolean atRoot, boolean asks) {
            redefined |= pipeline.variables().contains(VARIABLE);
            pipeline.commands().forEach(command -> command(command, atRoot, asks));
        }

        private void command(Command command, boolean atRoot, boolean asks) {
            List<Operand> operands = command.operands();
            boolean asksHere =
                    asks || (operands.get(0) instanceof Function function && ASKING.contains(function.name()));
            if (operands.size() == 3
                    && operands.get(0) instanceof Function function
                    && function.name().equals("index")
                    && operands.get(1) instanceof Path path
                    && operands.get(2) instanceof Literal name
                    && name.string()
                    && isLabels(path, atRoot)) {
                add(name.text(), path.start(), name.end(), asksHere);
                return;
            }
            for (Operand operand : operands) {
                if (operand instanceof Path path) {
                    if (path.base() instanceof Nested nested) {
                        pipeline(nested.pipeline(), atRoot, asksHere);
                    } else if (isLabelOf(path, atRoot)) {
                        add(path.fields().get(path.fields().size() - 1), path.start(), path.end(), asksHere);
                    }
                }
            }
        }

        private void add(String name, int start, int end, boolean asks) {
            if (asks) {
                asked.add(name);
            } else {
                used.add(new UsedLabel(name, start, template.text().place(start, end)));
            }
        }

        private static boolean isLabelOf(Path path, boolean atRoot) {
            List<String> fields = path.fields();
            return !fields.isEmpty()
                    && isLabels(
                            new Path(path.base(), fields.subList(0, fields.size() - 1), path.start(), path.end()),
                            atRoot);
        }

        /** Whether it is all labels of the alert. */
        private static boolean isLabels(Path path, boolean atRoot) {
            if (path.base() instanceof Variable variable) {
                return variable.name().isEmpty()
                        ? path.fields().equals(List.of(FIELD))
                        : variable.name().equals(VARIABLE) && path.fields().isEmpty();
            }
            return atRoot && path.base() instanceof Dot && path.fields().equals(List.of(FIELD));
        }
    }
}
