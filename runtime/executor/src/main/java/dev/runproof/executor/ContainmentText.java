package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Containments as people read them. */
final class ContainmentText {

    private static final String INDENT = "  ";

    private final Console console;

    ContainmentText(Console console) {
        this.console = console;
    }

    /** One line each. */
    void list(List<Engine.Listed> containments) {
        if (containments.isEmpty()) {
            console.line("nothing is contained");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "STATE", "VERIFIED", "TARGET", "UNTIL", "INCIDENTS"));
        for (Engine.Listed listed : containments) {
            rows.add(listed.containment()
                    .map(containment -> row(listed.name(), containment))
                    .orElseGet(() -> List.of(listed.name(), "UNREADABLE", "", "", "", listed.problem())));
        }
        Table.print(console, "", rows);
    }

    private static List<String> row(String name, Containment containment) {
        return List.of(
                name,
                containment.state().name(),
                containment
                        .progress()
                        .verification()
                        .map(ContainmentText::verdict)
                        .orElse(""),
                containment.request().target(),
                containment.progress().expiresAt().map(Object::toString).orElse(""),
                containment.claims().stream().map(Containment.Claim::incident).collect(Collectors.joining(", ")));
    }

    static String verdict(Verification verification) {
        return verification instanceof Verification.Verified ? "VERIFIED" : "UNVERIFIED";
    }

    /** All about one. */
    void show(String name, Containment containment) {
        var request = containment.request();
        var progress = containment.progress();
        console.line(console.styled(Console.Style.STRONG, Printable.of(name)) + " on " + Printable.of(request.target())
                + ": " + containment.state());
        progress.verification().ifPresent(verification -> field("verified", reason(verification)));
        field("transaction", request.transaction() + " of runbook " + request.runbook() + ", " + request.digest());
        field(
                "inputs",
                new TreeMap<>(request.inputs())
                        .entrySet().stream()
                                .map((Map.Entry<String, String> input) -> input.getKey() + " = " + input.getValue())
                                .collect(Collectors.joining(", ")));
        field("effect", containment.effect().object().toString());
        containment
                .claims()
                .forEach(claim -> field(
                        "incident",
                        claim.incident() + " since " + claim.since()
                                + claim.until().map(until -> " until " + until).orElse("")));
        progress.expiresAt().ifPresent(at -> field("until", at.toString()));
        progress.next().ifPresent(due -> field("due", due.what() + " at " + due.at()));
        if (!progress.holder().isEmpty()) {
            field(
                    "holder",
                    progress.holder()
                            + containment
                                    .heldUntil()
                                    .map(until -> " until " + until)
                                    .orElse(""));
        }
        field("epoch", Long.toString(progress.epoch()));
        containment
                .review()
                .ifPresent(review -> field(
                        "review",
                        ReviewCommand.VerdictConverter.name(review.verdict()) + " by " + review.by() + " at "
                                + review.at()));
        var rows = containment.history().stream()
                .map(entry -> List.of(entry.at().toString(), entry.state().name(), entry.by(), entry.note()))
                .toList();
        if (!rows.isEmpty()) {
            console.line("");
            Table.print(console, INDENT, rows);
        }
    }

    private static String reason(Verification verification) {
        return verification instanceof Verification.Unverified unverified ? "no: " + unverified.reason() : "yes";
    }

    private void field(String label, String text) {
        console.line(INDENT + String.format(Locale.ROOT, "%-13s", label) + Printable.of(text));
    }
}
