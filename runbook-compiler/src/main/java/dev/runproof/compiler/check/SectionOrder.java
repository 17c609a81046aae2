package dev.runproof.compiler.check;

import dev.runproof.compiler.check.Outline.Repetition;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Runbook;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sections in another order than in all other runbooks, or twice: who knows where to look looks in vain. */
final class SectionOrder implements Check {

    private static final Rule RULE = Rule.error("section-order");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        List<String> titles = library.sections();
        for (Runbook runbook : library.runbooks()) {
            Outline outline = Outline.of(runbook, titles);
            List<Integer> places = outline.placed().stream()
                    .map(section -> titles.indexOf(section.getKey()))
                    .toList();
            Set<Integer> kept = longestRising(places);
            for (Map.Entry<String, Heading> section : outline.placed()) {
                int place = titles.indexOf(section.getKey());
                if (!kept.contains(place)) {
                    findings.add(
                            RULE,
                            section.getValue().span(),
                            "the section " + section.getKey() + " does not stand where it does in other runbooks",
                            "move it " + target(titles, place, kept) + "; the order is " + String.join(", ", titles));
                }
            }
            for (Repetition repetition : outline.repeated()) {
                findings.add(
                        RULE,
                        repetition.again().span(),
                        "there is a section " + repetition.again().text() + " already, in line "
                                + repetition.first().span().from().line(),
                        "put the two together");
            }
        }
    }

    private static String target(List<String> titles, int place, Set<Integer> kept) {
        return kept.stream()
                .filter(other -> other < place)
                .max(Comparator.naturalOrder())
                .map(other -> "behind the section " + titles.get(other))
                .orElseGet(() -> "before the section "
                        + titles.get(
                                kept.stream().min(Comparator.naturalOrder()).orElseThrow()));
    }

    /** As many as can stay where they are, so that as few as possible are told to move. */
    private static Set<Integer> longestRising(List<Integer> places) {
        int[] length = new int[places.size()];
        int longest = 0;
        for (int i = 0; i < length.length; i++) {
            length[i] = 1;
            for (int j = 0; j < i; j++) {
                if (places.get(j) < places.get(i)) {
                    length[i] = Math.max(length[i], length[j] + 1);
                }
            }
            longest = Math.max(longest, length[i]);
        }
        Set<Integer> kept = new HashSet<>();
        int next = Integer.MAX_VALUE;
        for (int i = length.length - 1; i >= 0; i--) {
            if (length[i] == longest && places.get(i) < next) {
                next = places.get(i);
                longest--;
                kept.add(next);
            }
        }
        return kept;
    }
}
