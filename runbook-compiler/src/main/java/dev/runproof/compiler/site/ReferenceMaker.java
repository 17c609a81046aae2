package dev.runproof.compiler.site;

import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.output.Explanation;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the reference pages of what the index describes, and of what can be found. */
record ReferenceMaker(Index index) {

    Reference make(List<Reference.FindingPage> explanations) {
        return new Reference(
                index.actions().values().stream().map(ReferenceMaker::action).toList(),
                index.checks().values().stream().map(ReferenceMaker::check).toList(),
                index.types().values().stream()
                        .map(type -> new Reference.Type(
                                type.name(), paragraphs(type.documentation()), type.label(), type.falcoField()))
                        .toList(),
                explanations);
    }

    private static Reference.Entry action(ActionEntry action) {
        return new Reference.Entry(
                action.name(),
                paragraphs(action.documentation()),
                parameters(action.parameters()),
                List.of(
                        new Reference.Fact("Target", action.target()),
                        new Reference.Fact("Undone by", action.inverse()),
                        new Reference.Fact(
                                "In audit mode",
                                switch (action.audit()) {
                                    case SERVER_DRY_RUN -> "The API server is asked with a dry run.";
                                    case DESCRIPTION_ONLY -> "The effect is described; there is no dry run.";
                                })),
                TransactionCards.permissions(action.permissions().stream()));
    }

    private static Reference.Entry check(CheckEntry check) {
        return new Reference.Entry(
                check.name(),
                paragraphs(check.documentation()),
                parameters(check.parameters()),
                List.of(new Reference.Fact(
                        "May stand under",
                        check.moments().stream()
                                .sorted()
                                .map(CheckEntry.Moment::key)
                                .collect(Collectors.joining(", ")))),
                TransactionCards.permissions(check.permissions().stream()));
    }

    private static List<Reference.Parameter> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new Reference.Parameter(
                        parameter.name(), parameter.type(), parameter.documentation(), parameter.defaultText()))
                .toList();
    }

    private static List<String> paragraphs(Documentation documentation) {
        return documentation
                .body()
                .lines()
                .collect(Collectors.joining("\n"))
                .transform(text -> List.of(text.split("\n\n")));
    }

    static Reference.FindingPage explanation(Rule rule) {
        Explanation explanation = Explanation.of(rule);
        return new Reference.FindingPage(
                rule.id(), rule.severity().word(), explanation.summary(), PageText.plain(explanation.markdown()));
    }
}
