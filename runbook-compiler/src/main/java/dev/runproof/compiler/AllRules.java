package dev.runproof.compiler;

import dev.runproof.compiler.alertmanager.AlertmanagerReader;
import dev.runproof.compiler.baseline.BaselineRules;
import dev.runproof.compiler.check.Checks;
import dev.runproof.compiler.content.ContentRules;
import dev.runproof.compiler.enforcement.EnforcementReader;
import dev.runproof.compiler.exercise.ExerciseRules;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.guard.GuardRules;
import dev.runproof.compiler.incident.IncidentRules;
import dev.runproof.compiler.index.IndexRules;
import dev.runproof.compiler.link.LinkRules;
import dev.runproof.compiler.page.PageRules;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.response.ResponseRules;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.suppression.SuppressionRules;
import dev.runproof.compiler.transaction.TransactionRules;
import dev.runproof.compiler.validation.ValidationsReader;
import dev.runproof.compiler.workspace.WorkspaceRules;
import dev.runproof.compiler.yaml.YamlRules;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that can be found. */
final class AllRules {

    private AllRules() {}

    /** The rules, by id. */
    static List<Rule> sorted() {
        return Stream.of(
                        Checks.rules(),
                        List.of(YamlRules.INVALID_YAML, YamlRules.DUPLICATE_KEY),
                        List.of(
                                WorkspaceRules.INVALID_CONFIGURATION,
                                WorkspaceRules.NOTHING_TO_CHECK,
                                WorkspaceRules.UNREADABLE_FILE),
                        List.of(AlertRuleReader.INVALID_ALERT_RULES, AlertRuleReader.TEMPLATE_SOURCE),
                        AlertmanagerReader.rules(),
                        List.of(
                                RunbookReader.INVALID_FRONT_MATTER,
                                RunbookReader.INVALID_RUNBOOK,
                                RunbookReader.UNKNOWN_KEY),
                        List.of(ValidationsReader.INVALID_VALIDATIONS),
                        List.of(EnforcementReader.INVALID_ENFORCEMENT),
                        List.of(
                                ContentRules.INVALID_SHELL,
                                ContentRules.MISSING_FILE,
                                ContentRules.TEMPLATE_TEXT,
                                ContentRules.UNDECLARED_PLACEHOLDER,
                                ContentRules.UNUSED_PLACEHOLDER),
                        List.of(PageRules.INVALID_REDIRECT, PageRules.INVALID_SLUGS_LOCK),
                        List.of(
                                SuppressionRules.BROAD_SUPPRESSION,
                                SuppressionRules.EXPIRED_SUPPRESSION,
                                SuppressionRules.INVALID_SUPPRESSION,
                                SuppressionRules.UNUSED_SUPPRESSION),
                        List.of(BaselineRules.INVALID_BASELINE, BaselineRules.STALE_BASELINE),
                        List.of(
                                GuardRules.ADDED_SUPPRESSION,
                                GuardRules.REMOVED_NAME,
                                GuardRules.REMOVED_RECORD,
                                GuardRules.UNGUARDED_FILE,
                                GuardRules.WEAKENED_GATE,
                                GuardRules.WIDENED_RESPONSE,
                                GuardRules.WIDENED_TRANSACTION),
                        List.of(IndexRules.INVALID_INDEX),
                        List.of(
                                ResponseRules.DUPLICATE_RESPONSE,
                                ResponseRules.INVALID_RESPONSE,
                                ResponseRules.UNKNOWN_STEP),
                        ExerciseRules.all(),
                        IncidentRules.all(),
                        LinkRules.all(),
                        List.of(
                                TransactionRules.DUPLICATE_TRANSACTION,
                                TransactionRules.INVALID_TRANSACTION,
                                TransactionRules.INVALID_VALUE,
                                TransactionRules.IRREVERSIBLE_ACTION,
                                TransactionRules.MISSING_PARAMETER,
                                TransactionRules.TRANSACTION_WITHOUT_RUNBOOK,
                                TransactionRules.UNKNOWN_ACTION,
                                TransactionRules.UNKNOWN_BLOCK,
                                TransactionRules.UNKNOWN_CHECK,
                                TransactionRules.UNKNOWN_INPUT,
                                TransactionRules.UNKNOWN_LOOKUP,
                                TransactionRules.UNKNOWN_PARAMETER,
                                TransactionRules.UNKNOWN_TYPE,
                                TransactionRules.UNUSED_INPUT,
                                TransactionRules.WRONG_TYPE))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }
}
