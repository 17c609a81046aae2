package dev.runproof.compiler.site;

import java.util.List;
import java.util.Locale;

/**
 * A section of a page. Immutable.
 *
 * @param title its title; empty for what stands above the first
 * @param anchor the name of its heading, for links; may be empty
 * @param kind what it is for
 * @param parts its parts, in their order
 */
public record PageSection(String title, String anchor, Kind kind, List<Part> parts) {

    /** What a section is for, in the order in which pages show them. */
    public enum Kind {
        /** What stands above the first heading. */
        LEAD,
        /** How bad it is. */
        SEVERITY,
        /** What is looked at first. */
        TRIAGE,
        /** What stops it. */
        CONTAINMENT,
        /** What comes after. */
        RECOVERY,
        /** Everything else. */
        OTHER,
        /** What is looked up. */
        APPENDIX;

        /** By the titles of our own language, and by those of well-known collections. */
        static Kind of(String title) {
            String folded = title.toLowerCase(Locale.ROOT);
            if (folded.startsWith("appendix")) {
                return APPENDIX;
            }
            return switch (folded.split("[^a-z]", 2)[0]) {
                case "severity", "impact" -> SEVERITY;
                case "triage", "diagnosis" -> TRIAGE;
                case "containment", "mitigation" -> CONTAINMENT;
                case "remediation", "recovery", "post" -> RECOVERY;
                default -> OTHER;
            };
        }

        /** Whether its lists are steps that somebody does, and ticks off. */
        public boolean hasSteps() {
            return this == TRIAGE || this == CONTAINMENT || this == RECOVERY;
        }
    }

    /** Takes the list as it is now. */
    public PageSection {
        parts = List.copyOf(parts);
    }
}
