package dev.runproof.compiler.check;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.runproof.compiler.enforcement.Enforcement;
import dev.runproof.compiler.enforcement.EnforcementReader;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Transaction;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A transaction that is enforced without fourteen days of audit of what it says now, judged by a person. */
final class EnforcedWithoutAudit implements Check {

    private static final Rule RULE = Rule.error("enforced-without-audit");
    private static final int LEAST_DAYS = 14;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Map<String, Transaction> byName = new TreeMap<>();
        library.transactions().forEach(transaction -> byName.putIfAbsent(transaction.name(), transaction));
        var judge = new Judge(library.freshness().asOf(), findings);
        for (Enforcement enforcement : library.enforcements().all()) {
            String name = enforcement.transaction().value();
            if (byName.containsKey(name)) {
                judge.judge(enforcement, byName.get(name));
            } else {
                judge.unknown(enforcement, List.copyOf(byName.keySet()));
            }
        }
    }

    /** The first thing that is wrong with an entry is told, at its place. */
    private record Judge(LocalDate asOf, Findings findings) {

        void judge(Enforcement enforcement, Transaction transaction) {
            String name = transaction.name();
            if (enforcement.audit().isEmpty()) {
                say(
                        enforcement.transaction().span(),
                        name + " is enforced, and nobody has judged what it would have done",
                        "run it in audit mode for " + LEAST_DAYS
                                + " days, have a person judge that, and write the audit here; take the entry out until "
                                + "then");
                return;
            }
            Enforcement.Audit audit = enforcement.audit().get();
            LocalDate until = audit.until().value();
            LocalDate judged = audit.judged().value();
            // Both the first and the last day count.
            long days = DAYS.between(audit.from().value(), until) + 1;
            if (until.isAfter(asOf) || judged.isAfter(asOf)) {
                say(
                        (until.isAfter(asOf) ? audit.until() : audit.judged()).span(),
                        "the audit of " + name + " is not over on " + asOf,
                        "write it when it has been judged, and take the entry out until then");
            } else if (days < LEAST_DAYS) {
                say(
                        audit.until().span(),
                        name + " was audited for " + Math.max(0, days) + (days == 1 ? " day" : " days"),
                        "audit it for " + LEAST_DAYS + " days");
            } else if (judged.isBefore(until)) {
                say(
                        audit.judged().span(),
                        "the audit of " + name + " was judged on " + judged + ", before it was over",
                        "have all of it judged");
            } else if (enforcement.since().value().isBefore(judged)) {
                say(
                        enforcement.since().span(),
                        name + " is enforced since " + enforcement.since().value() + ", and its audit was judged on "
                                + judged,
                        "enforce it when somebody has judged what it would have done");
            } else if (!audit.digest().value().equals(transaction.block().digest())) {
                say(
                        audit.digest().span(),
                        name + " does not say any more what was audited",
                        "audit it as it is now, " + transaction.block().digest()
                                + ", and take the entry out until that was judged");
            }
        }

        /** A name that nobody has would enforce nothing today, and whatever is called so tomorrow. */
        void unknown(Enforcement enforcement, List<String> names) {
            String name = enforcement.transaction().value();
            findings.add(
                    EnforcementReader.INVALID_ENFORCEMENT,
                    enforcement.transaction().span(),
                    "there is no transaction " + name,
                    Suggestion.nearest(name, names)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("take the entry out"));
        }

        private void say(Span place, String message, String help) {
            findings.add(RULE, place, message, help);
        }
    }
}
