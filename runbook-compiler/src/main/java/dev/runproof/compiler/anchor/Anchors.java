package dev.runproof.compiler.anchor;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.markdown.AnchorSource;
import dev.runproof.compiler.markdown.MarkdownDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The anchors of a page, by the rules of one dialect. Thread-safe; what it says never changes. */
public final class Anchors {

    /** Browsers know it on each page. */
    private static final String TOP = "top";

    /** What GitHub writes before the names in its pages; a link may say it or not. */
    private static final String PREFIX = "user-content-";

    /** With what templates begin a value that they put in. */
    private static final List<String> TEMPLATES = List.of("<%", "{{");

    /** Nobody reads a page of so many headings; to compare with each would take too long. */
    private static final int MOST_COMPARED = 500;

    private final List<AnchorSource> sources;
    private final Dialect dialect;
    private final List<String> names;
    private final Set<String> all;
    private final Map<String, String> folded = new HashMap<>();
    private final Map<String, Optional<String>> suggestions = new ConcurrentHashMap<>();

    private Anchors(List<AnchorSource> sources, Dialect dialect, List<String> names) {
        this.sources = sources;
        this.dialect = dialect;
        this.names = List.copyOf(names);
        this.all = new LinkedHashSet<>(names);
        names.forEach(name -> folded.putIfAbsent(fold(name), name));
    }

    static Anchors of(MarkdownDocument page, String title, Dialect dialect) {
        List<AnchorSource> sources = page.anchorSources().stream()
                .map(source -> filled(source, title))
                .toList();
        return new Anchors(sources, dialect, names(sources, dialect));
    }

    /** Pages that are templates take their heading from the title; other values of theirs are not known here. */
    private static AnchorSource filled(AnchorSource source, String title) {
        return source instanceof AnchorSource.OfHeading heading
                        && heading.level() == 1
                        && TEMPLATES.stream().anyMatch(heading.source()::contains)
                ? new AnchorSource.OfHeading(title, title, heading.level())
                : source;
    }

    private static List<String> names(List<AnchorSource> sources, Dialect dialect) {
        Slugs slugs = dialect.slugs();
        for (AnchorSource source : sources) {
            if (source instanceof AnchorSource.OfHeading heading) {
                dialect.read(heading.source()).id().ifPresent(id -> slugs.take(id, true));
            }
        }
        var names = new ArrayList<String>();
        for (AnchorSource source : sources) {
            if (source instanceof AnchorSource.OfHtml html) {
                names.add(html.id());
            } else if (source instanceof AnchorSource.OfHeading heading) {
                names.add(name(heading, slugs, dialect));
            }
        }
        return names;
    }

    private static String name(AnchorSource.OfHeading heading, Slugs slugs, Dialect dialect) {
        HeadingText source = dialect.read(heading.source());
        if (source.id().isPresent()) {
            slugs.take(source.id().get(), false);
            return source.id().get();
        }
        // What readers see holds the attributes as well, but only where the source does: {x} may come from code.
        boolean cut = !source.text().equals(heading.source());
        String content = cut ? dialect.read(heading.content()).text() : heading.content();
        return slugs.name(content, source.text(), heading.level());
    }

    /**
     * Whether a fragment names one.
     *
     * @param fragment what stands behind {@code #}, decoded
     */
    public boolean has(String fragment) {
        return fragment.isEmpty()
                || all.contains(fragment)
                || fragment.equals(TOP)
                || (dialect == Dialect.GITHUB
                        && fragment.startsWith(PREFIX)
                        && all.contains(fragment.substring(PREFIX.length())));
    }

    /** The one that a fragment would name if capital letters did not matter. */
    public Optional<String> ignoringCase(String fragment) {
        return Optional.ofNullable(folded.get(fold(fragment)));
    }

    /**
     * The one that is probably meant by a fragment that names none: that of the heading which has this name elsewhere, or else
     * the nearest, or the only one that begins with it.
     */
    public Optional<String> nearest(String fragment) {
        if (all.size() > MOST_COMPARED) {
            return ignoringCase(fragment);
        }
        return suggestions.computeIfAbsent(
                fragment,
                wrong -> ignoringCase(wrong)
                        .or(() -> elsewhere(wrong))
                        .or(() -> Suggestion.nearest(wrong, all))
                        .or(() -> longer(wrong)));
    }

    private Optional<String> longer(String fragment) {
        List<String> longer =
                all.stream().filter(name -> name.startsWith(fragment)).limit(2).toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }

    private Optional<String> elsewhere(String fragment) {
        for (Dialect other : Dialect.values()) {
            int index = names(sources, other).indexOf(fragment);
            if (index >= 0) {
                return Optional.of(names.get(index));
            }
        }
        return Optional.empty();
    }

    /** All of them that are not empty, in the order of the page. */
    public List<String> names() {
        return all.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** The name of each heading, in the order of the page; empty where a heading has none. */
    public List<String> ofHeadings() {
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i) instanceof AnchorSource.OfHeading)
                .mapToObj(names::get)
                .toList();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
