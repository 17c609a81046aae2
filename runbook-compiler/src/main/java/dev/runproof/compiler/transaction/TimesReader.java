package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how long a transaction may take and how it ends. */
final class TimesReader {

    private static final Duration LONGEST_RUN = Duration.ofHours(24);
    private static final Duration LONGEST_CONTAINMENT = Duration.ofDays(365);
    private static final List<String> KEYS = List.of("after", "then");

    private final Findings findings;

    TimesReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Duration> maxDuration(YamlNode node) {
        return duration(node, "max-duration", LONGEST_RUN, "24h; undoing has as much again");
    }

    Optional<Expiry> expiry(YamlNode node) {
        if (node instanceof YamlNode.Mapping) {
            return Fields.of(node, "expires", KEYS, List.of(), findings).flatMap(this::staged);
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("never")) {
            return Optional.of(new Expiry.Never());
        }
        return containment(node, "expires").map(Expiry.Undo::new);
    }

    private Optional<Expiry> staged(Fields fields) {
        var after = fields.required("after", fields.span(), "after: 24h").flatMap(node -> containment(node, "after"));
        var then = fields.required("then", fields.span(), "then: page, or then: undo")
                .flatMap(node -> Fields.text(node, "then", findings));
        if (then.isPresent() && !List.of("page", "undo").contains(then.get().text())) {
            findings.add(
                    INVALID_TRANSACTION,
                    then.get().span(),
                    "a containment cannot end with " + Names.shown(then.get().text()),
                    "write then: page, which asks a person, or then: undo");
            return Optional.empty();
        }
        return then.flatMap(
                word -> after.map(time -> word.text().equals("page") ? new Expiry.Page(time) : new Expiry.Undo(time)));
    }

    private Optional<Duration> containment(YamlNode node, String what) {
        return duration(node, what, LONGEST_CONTAINMENT, "365d; write never if it is to stay");
    }

    private Optional<Duration> duration(YamlNode node, String what, Duration longest, String limit) {
        var scalar = Fields.text(node, what, findings);
        var duration = scalar.flatMap(text -> DurationText.read(text.text()));
        if (scalar.isPresent() && duration.isEmpty()) {
            findings.add(
                    INVALID_TRANSACTION,
                    node.span(),
                    Names.shown(scalar.get().text()) + " is not a duration",
                    "write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m");
        } else if (duration.isPresent() && duration.get().isZero()) {
            findings.add(INVALID_TRANSACTION, node.span(), what + " is no time at all", "write at least 1s");
            return Optional.empty();
        } else if (duration.isPresent() && duration.get().compareTo(longest) > 0) {
            findings.add(INVALID_TRANSACTION, node.span(), what + " is too long", "write at most " + limit);
            return Optional.empty();
        }
        return duration;
    }
}
