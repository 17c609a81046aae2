package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.label.Presence;
import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.Span;
import java.util.List;

/**
 * Whether the alerts of a rule bring the value of an input.
 *
 * @param kind whether they do
 * @param places where one sees why not; none if they do
 */
record Delivery(Kind kind, List<Related> places) {

    private static final Delivery ALWAYS = new Delivery(Kind.ALWAYS, List.of());

    /** Whether a value comes. */
    enum Kind {
        /** With each alert. */
        ALWAYS,
        /** With some, and perhaps not with others. */
        SOMETIMES,
        /** Nobody can say. */
        UNKNOWN,
        /** With none. */
        NEVER
    }

    /** What a rule does for an input that a label or field carries. */
    static Delivery of(String carrier, Alert alert, Library library) {
        if (carrier.isEmpty() || library.labels().added().contains(carrier)) {
            return ALWAYS;
        }
        return switch (alert.kind()) {
            case PROMETHEUS ->
                library.labelsByAlert()
                        .of(alert)
                        .map(labels -> byLabel(carrier, labels))
                        .orElse(ALWAYS);
            case FALCO -> byField(carrier, alert);
        };
    }

    private static Delivery byLabel(String label, KnownLabels labels) {
        Presence presence = labels.ofAlerts(label);
        if (presence instanceof Never never) {
            return new Delivery(Kind.NEVER, labels.whyNever(label, never));
        }
        return presence instanceof Certain
                ? ALWAYS
                : new Delivery(labels.isRead() ? Kind.SOMETIMES : Kind.UNKNOWN, labels.whyUnsure(label));
    }

    private static Delivery byField(String field, Alert alert) {
        FalcoOutput output = FalcoOutput.of(alert);
        if (output.has(field)) {
            return ALWAYS;
        }
        Span place = alert.output().map(Located::span).orElseGet(alert.name()::span);
        return output.mayHave(field)
                ? new Delivery(
                        Kind.SOMETIMES,
                        List.of(new Related(
                                place,
                                output.described() + "; Falco adds %" + field
                                        + " where append_output in falco.yaml has suggested_output")))
                : new Delivery(Kind.NEVER, List.of(new Related(place, output.described())));
    }
}
