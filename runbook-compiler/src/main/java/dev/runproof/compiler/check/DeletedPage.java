package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.page.SlugsLock;
import java.util.List;
import java.util.Optional;

/** A page that was published and is gone: links in old notifications, tickets and other runbooks lead nowhere. */
final class DeletedPage implements Check {

    private static final Rule RULE = Rule.error("deleted-page");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        library.publication().lock().ifPresent(lock -> {
            for (SlugsLock.Entry entry : lock.entries().values()) {
                if (isGone(entry.name().value(), library.publication())) {
                    findings.add(
                            RULE,
                            entry.name().span(),
                            "the page " + entry.name().value()
                                    + " was published, and now there is neither it nor a redirect",
                            help(entry, library, lock));
                }
            }
        });
    }

    private static boolean isGone(String name, Publication publication) {
        return !publication.pages().has(name)
                && publication.redirects().end(name).isEmpty();
    }

    /** What it became: the page that is made of its file now, or else a new one with a name like it. */
    private static String help(SlugsLock.Entry entry, Library library, SlugsLock lock) {
        String old = entry.name().value();
        Pages pages = library.publication().pages();
        Optional<String> sameFile = library.runbooks().stream()
                .filter(runbook -> runbook.location().equals(entry.location()))
                .map(pages::nameOf)
                .findFirst();
        if (sameFile.isPresent()) {
            return entry.location() + " is now " + sameFile.get() + ": add " + old + ": " + sameFile.get()
                    + " to redirects.yaml, or give it back its name by slug: in its front matter";
        }
        List<String> fresh = pages.names().stream()
                .filter(name -> lock.entry(name).isEmpty())
                .toList();
        return Suggestion.nearest(old, fresh)
                .map(near -> "did it become " + near + "? Then add " + old + ": " + near + " to redirects.yaml")
                .orElse("add " + old + ": with the page that is now for it to redirects.yaml");
    }
}
