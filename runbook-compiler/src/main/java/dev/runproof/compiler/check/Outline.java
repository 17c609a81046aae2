package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sections of a runbook, held against those that it should have.
 *
 * @param present by title: the first heading of the second level that has it
 * @param misnamed by title: the heading that is probably meant for it, though it is written otherwise or of another level
 * @param missing the titles for which there is neither
 * @param repeated headings with a title that another one has already
 * @param appendices headings of appendices
 * @param others all other headings of the second level
 */
record Outline(
        Map<String, Heading> present,
        Map<String, Heading> misnamed,
        List<String> missing,
        List<Repetition> repeated,
        List<Heading> appendices,
        List<Heading> others) {

    static final int LEVEL = 2;

    /** Two headings with one title. */
    record Repetition(Heading first, Heading again) {}

    private static final Pattern APPENDIX = Pattern.compile("Appendix\\b");

    /** Whoever writes more headings than that did not misspell a title. */
    private static final int MOST_COMPARED = 50;

    /** A title that is so short begins too many others. */
    private static final int SHORTEST_BEGINNING = 4;

    static Outline of(Runbook runbook, List<String> titles) {
        Set<String> asked = new HashSet<>(titles);
        Map<String, Heading> present = new HashMap<>();
        var repeated = new ArrayList<Repetition>();
        var appendices = new ArrayList<Heading>();
        var others = new ArrayList<Heading>();
        for (Section section : runbook.sections()) {
            Heading heading = section.heading();
            if (asked.contains(heading.text())) {
                Heading first = present.putIfAbsent(heading.text(), heading);
                if (first != null) {
                    repeated.add(new Repetition(first, heading));
                }
            } else {
                (APPENDIX.matcher(heading.text()).lookingAt() ? appendices : others).add(heading);
            }
        }
        Map<String, Heading> misnamed = new LinkedHashMap<>();
        var missing = new ArrayList<String>();
        for (String title : titles) {
            if (!present.containsKey(title)) {
                Optional<Heading> near = near(title, others, runbook.document().headings());
                near.ifPresent(heading -> {
                    misnamed.put(title, heading);
                    others.remove(heading);
                });
                if (near.isEmpty()) {
                    missing.add(title);
                }
            }
        }
        return new Outline(present, misnamed, missing, repeated, appendices, others);
    }

    /** The titles that have a heading of the second level, in the order in which these stand. */
    List<Map.Entry<String, Heading>> placed() {
        return Stream.of(present, misnamed)
                .map(Map::entrySet)
                .flatMap(Collection::stream)
                .filter(entry -> entry.getValue().level() == LEVEL)
                .sorted(Comparator.comparing(entry -> entry.getValue().span()))
                .toList();
    }

    private static Optional<Heading> near(String title, List<Heading> others, List<Heading> all) {
        return Stream.concat(others.stream(), all.stream().filter(heading -> heading.level() != LEVEL))
                .filter(heading -> heading.text().equalsIgnoreCase(title))
                .findFirst()
                .or(() -> similar(title, others));
    }

    private static Optional<Heading> similar(String title, List<Heading> others) {
        List<Heading> compared = others.subList(0, Math.min(others.size(), MOST_COMPARED));
        Optional<String> nearest =
                Suggestion.nearest(title, compared.stream().map(Heading::text).toList());
        return compared.stream()
                .filter(heading -> nearest.filter(heading.text()::equals).isPresent() || begins(title, heading.text()))
                .findFirst();
    }

    private static boolean begins(String title, String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return folded.length() >= SHORTEST_BEGINNING
                && title.toLowerCase(Locale.ROOT).startsWith(folded);
    }
}
