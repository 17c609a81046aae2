package dev.runproof.compiler.model;

import java.util.List;

/** The sections of the runbook language, which {@code sections: runproof} asks for. */
public final class Titles {

    /** Where the classes P1 to P3 are defined. */
    public static final String SEVERITY = "Severity Classification";

    /** What whoever is paged does first. */
    public static final String TRIAGE = "Triage Steps (first 5 minutes)";

    /** All six, in order. */
    public static final List<String> ALL = List.of(
            "Trigger Condition", SEVERITY, TRIAGE, "Containment Actions", "Remediation and Recovery", "Post-Incident");

    private Titles() {}
}
