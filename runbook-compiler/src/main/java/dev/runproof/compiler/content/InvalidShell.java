package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.shell.SyntaxError;
import java.util.List;

/** Commands that no shell can read: whoever pastes them at 3 AM gets an error, or a prompt that waits for more. */
final class InvalidShell {

    private InvalidShell() {}

    static void report(List<ShellFragment> fragments, Findings findings) {
        for (ShellFragment fragment : fragments) {
            fragment.error().ifPresent(error -> report(fragment, error, findings));
        }
    }

    private static void report(ShellFragment fragment, SyntaxError error, Findings findings) {
        String opened = error.opened().isEmpty()
                ? ""
                : " (opened in line "
                        + fragment.block()
                                .fileLine(fragment.start() + error.opened().getAsInt()) + ")";
        findings.add(
                ContentRules.INVALID_SHELL,
                fragment.span(error.start(), error.end()),
                "no shell can read this: " + error.message() + opened,
                error.help());
    }
}
