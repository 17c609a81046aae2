package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.transaction.DurationText;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** Reads the times of a response, each of which has to be sensible. */
final class Durations {

    private final Findings findings;

    Durations(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads a time.
     *
     * @param node what was written
     * @param limits what it is for, and how long it may be
     * @return the time; empty, with a finding, if it is none or not sensible
     */
    Optional<Duration> read(YamlNode node, Limits limits) {
        var scalar = Fields.text(node, limits.key, INVALID_RESPONSE, findings);
        var duration = scalar.flatMap(text -> DurationText.read(text.text()));
        if (scalar.isPresent() && duration.isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.span(),
                    Names.shown(scalar.get().text()) + " is not a duration",
                    "write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m");
        } else if (duration.isPresent() && duration.get().compareTo(limits.shortest) < 0) {
            findings.add(INVALID_RESPONSE, node.span(), limits.key + " is too short" + limits.why, "write at least " + text(limits.shortest));
            return Optional.empty();
        } else if (duration.isPresent() && duration.get().compareTo(limits.longest) > 0) {
            findings.add(INVALID_RESPONSE, node.span(), limits.key + " is too long" + limits.why, "write at most " + text(limits.longest));
            return Optional.empty();
        }
        return duration;
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    /** What a time is for. */
    enum Limits {
        /** In which all signals have to be seen. */
        WITHIN("within", Duration.ofSeconds(10), Duration.ofHours(24), ": signals that belong together come together"),
        /** How long is waited before the first step. */
        WAIT("wait", Duration.ofSeconds(1), Duration.ofMinutes(15), ": the incident goes on meanwhile"),
        /** How long a person has to agree. */
        APPROVAL("within", Duration.ofMinutes(1), Duration.ofHours(24), " for a person to agree");

        private final String key;
        private final Duration shortest;
        private final Duration longest;
        private final String why;

        Limits(String key, Duration shortest, Duration longest, String why) {
            this.key = key;
            this.shortest = shortest;
            this.longest = longest;
            this.why = why;
        }
    }
}
