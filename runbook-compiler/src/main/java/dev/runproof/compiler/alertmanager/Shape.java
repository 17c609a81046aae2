package dev.runproof.compiler.alertmanager;

import java.util.Set;

/** What a value in a template may be, as far as links are concerned. */
enum Shape {
    /** What a notification gets: the group with its alerts. */
    MESSAGE,
    ALERTS,
    ALERT,
    ANNOTATIONS,
    COMMON_ANNOTATIONS,
    ANNOTATION_PAIRS,
    COMMON_PAIRS,
    ANNOTATION_PAIR,
    COMMON_PAIR,
    /** The name of an annotation that is one of many. */
    NAME,
    /** The value of an annotation that is one of many. */
    VALUE,
    /** The value of a common annotation that is one of many. */
    COMMON_VALUE,
    GROUP_LABELS,
    /** Whether the message, or the alert, is firing or resolved. */
    STATUS,
    /** A text with the link of an alert in it. */
    LINK,
    /** A text with the link in it that alerts have in common. */
    COMMON_LINK,
    /** Without any link in it. */
    PLAIN,
    UNKNOWN;

    private static final Set<String> MESSAGE_FIELDS =
            Set.of("Receiver", "Status", "Alerts", "GroupLabels", "CommonLabels", "CommonAnnotations", "ExternalURL");
    private static final Set<String> ALERT_FIELDS =
            Set.of("Status", "Labels", "Annotations", "StartsAt", "EndsAt", "GeneratorURL", "Fingerprint");

    /** The fields of a message or of an alert, by {@code template.Data} and {@code template.Alert} of Alertmanager 0.28. */
    Set<String> fields() {
        return this == MESSAGE ? MESSAGE_FIELDS : this == ALERT ? ALERT_FIELDS : Set.of();
    }

    /** What a field of it is; that of maps with names of annotations is not decided here. */
    Shape field(String name) {
        return switch (this) {
            case MESSAGE ->
                switch (name) {
                    case "Alerts" -> ALERTS;
                    case "CommonAnnotations" -> COMMON_ANNOTATIONS;
                    case "GroupLabels" -> GROUP_LABELS;
                    case "Status" -> STATUS;
                    default -> MESSAGE_FIELDS.contains(name) ? PLAIN : UNKNOWN;
                };
            case ALERT ->
                switch (name) {
                    case "Annotations" -> ANNOTATIONS;
                    case "Status" -> STATUS;
                    default -> ALERT_FIELDS.contains(name) ? PLAIN : UNKNOWN;
                };
            // What is resolved needs no runbook any more.
            case ALERTS -> name.equals("Firing") ? ALERTS : name.equals("Resolved") ? PLAIN : UNKNOWN;
            case ANNOTATION_PAIRS -> name.equals("Values") ? LINK : PLAIN;
            case COMMON_PAIRS -> name.equals("Values") ? COMMON_LINK : PLAIN;
            case ANNOTATION_PAIR -> name.equals("Value") ? VALUE : NAME;
            case COMMON_PAIR -> name.equals("Value") ? COMMON_VALUE : NAME;
            case PLAIN, STATUS, NAME -> PLAIN;
            default -> UNKNOWN;
        };
    }

    /** What each item of it is. */
    Shape item() {
        return switch (this) {
            case ALERTS -> ALERT;
            case ANNOTATIONS -> VALUE;
            case COMMON_ANNOTATIONS -> COMMON_VALUE;
            case ANNOTATION_PAIRS -> ANNOTATION_PAIR;
            case COMMON_PAIRS -> COMMON_PAIR;
            case LINK, COMMON_LINK -> this;
            case PLAIN, STATUS, NAME, GROUP_LABELS -> PLAIN;
            default -> UNKNOWN;
        };
    }

    /** Whether what it is asked for is there if and only if there are links to show. */
    boolean isThereWithLinks() {
        return switch (this) {
            case MESSAGE, ALERTS, ALERT, ANNOTATIONS, ANNOTATION_PAIRS, ANNOTATION_PAIR, VALUE, LINK -> true;
            default -> false;
        };
    }

    boolean isCommon() {
        return this == COMMON_ANNOTATIONS || this == COMMON_PAIRS || this == COMMON_LINK || this == COMMON_VALUE;
    }
}
