package dev.runproof.site;

import dev.runproof.compiler.site.Addresses;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.PageSection;
import dev.runproof.compiler.site.Validity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What templates say in several places. Public for them alone. */
public final class Words {

    private Words() {}

    /** The address of a runbook's page from the root of the site. */
    public static String address(PageEntry entry) {
        return Addresses.ofPage(entry.name());
    }

    /** The class by which a severity stands out; empty if it does not. */
    public static String weight(String severity) {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "page", "emergency", "critical", "alert", "p1" -> "worst";
            case "high", "error", "major", "p2", "warning" -> "bad";
            default -> "";
        };
    }

    /** What to think of a validation that is not fresh. */
    public static String of(Validity.State state) {
        return switch (state) {
            case FRESH -> "It was tried as it stands here.";
            case CHANGED -> "This page, or an alert of it, has changed since it was last tried.";
            case STALE -> "It is too long ago that somebody tried this page: look twice before you rely on it.";
            case UNKNOWN -> "Nobody has written down that this page was ever tried: look twice before you rely on it.";
        };
    }

    /** A validation in a few words. */
    public static String brief(Validity validity) {
        String day = validity.last().map(Object::toString).orElse("never");
        return switch (validity.state()) {
            case FRESH, UNKNOWN -> day;
            case CHANGED -> day + ", changed since";
            case STALE -> day + ", too old";
        };
    }

    /** Whether a section has the form of a report. */
    public static boolean isReport(PageSection section) {
        return section.title().toLowerCase(Locale.ROOT).contains("report");
    }

    /** The first section of a kind. */
    public static @Nullable PageSection first(List<PageSection> sections, PageSection.Kind kind) {
        return sections.stream()
                .filter(section -> section.kind() == kind)
                .findFirst()
                .orElse(null);
    }
}
