package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.SlugsLock;

/** A page that is about to be published and not in {@code slugs.lock}: once it is gone again, nobody would notice. */
final class UnlockedPage implements Check {

    private static final Rule RULE = Rule.error("unlocked-page");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        library.publication().lock().ifPresent(lock -> {
            for (Runbook runbook : library.runbooks()) {
                String name = library.publication().pages().nameOf(runbook);
                if (lock.entry(name).isEmpty()) {
                    findings.add(
                            RULE,
                            runbook.slug().span(),
                            "the page " + name + " is not in " + SlugsLock.FILE,
                            "run mvn runbook:lock, and commit what it writes");
                }
            }
        });
    }
}
