package dev.runproof.compiler.resolve;

import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.workspace.SiteSetting;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of addresses under which runbooks are published, such as {@code https://host/runbooks/{path|lower}}, or of their
 * paths in the repository, such as {@code docs/{path}}.
 *
 * <p>{@code {slug}} is the runbook's slug, {@code {path}} its file's path without the ending, {@code {ref}} any branch or
 * tag; {@code |lower} makes it lower case, as Hugo does. A slash at the end may be there or not. Immutable.
 */
public final class Site {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/{}]+(/.*)?");
    private static final Pattern RELATIVE = Pattern.compile("[\\w.-]+/[^:]*");
    private static final Pattern GITHUB = Pattern.compile("https?://([\\w-]+\\.)?github\\.com/.*");

    private static final String ENDING = ".md";

    private final Pattern addresses;
    private final List<Part> parts;
    private final Dialect headings;
    private final RunbookGlob of;

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Name(boolean slug, boolean lower) implements Part {}

        record Ref() implements Part {}
    }

    private Site(List<Part> parts, Dialect headings, RunbookGlob of) {
        this.addresses = addresses(parts);
        this.parts = List.copyOf(parts);
        this.headings = headings;
        this.of = of;
    }

    /**
     * Reads a site.
     *
     * @param setting what the configuration says
     * @param findings takes what is wrong
     * @return the site; nothing if it is of no use
     */
    public static Optional<Site> parse(SiteSetting setting, Findings findings) {
        Located<String> written = setting.at();
        String text = written.value();
        var parts = new ArrayList<Part>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        int names = 0;
        while (matcher.find()) {
            parts.add(new Part.Text(text.substring(end, matcher.start())));
            end = matcher.end();
            switch (matcher.group(1)) {
                case "slug", "slug|lower" -> parts.add(new Part.Name(true, false));
                case "path" -> parts.add(new Part.Name(false, false));
                case "path|lower" -> parts.add(new Part.Name(false, true));
                case "ref" -> parts.add(new Part.Ref());
                default -> {
                    return refuse(written, "a site has no {" + matcher.group(1) + "}", findings);
                }
            }
            names += parts.get(parts.size() - 1) instanceof Part.Name ? 1 : 0;
        }
        parts.add(new Part.Text(text.substring(end)));
        if (names != 1) {
            return refuse(written, "a site names a page by exactly one of {slug} and {path}", findings);
        }
        if (!ABSOLUTE.matcher(text).matches() && !RELATIVE.matcher(text).matches()) {
            return refuse(
                    written, "a site begins with https:// and a host, or with a folder of the repository", findings);
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            return refuse(written, "a site names a page by its path, not by its query or fragment", findings);
        }
        Dialect headings =
                setting.headings().flatMap(name -> Dialect.of(name.value())).orElseGet(() -> usual(text));
        return RunbookGlob.parse(setting.of(), findings).map(of -> new Site(parts, headings, of));
    }

    /** Who reads a page on GitHub, or in a repository elsewhere, reads the source. */
    private static Dialect usual(String text) {
        boolean source = GITHUB.matcher(text).matches()
                || text.contains("/blob/{ref}/")
                || RELATIVE.matcher(text).matches();
        return source ? Dialect.GITHUB : Dialect.RUNPROOF;
    }

    private static Optional<Site> refuse(Located<String> written, String message, Findings findings) {
        findings.add(
                WorkspaceRules.INVALID_CONFIGURATION,
                written.span(),
                message,
                "write it as https://host/runbooks/{slug}/ or https://host/runbooks/{path|lower}");
        return Optional.empty();
    }

    private static Pattern addresses(List<Part> parts) {
        var regex = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                regex.append(Pattern.quote(text.text()));
            } else if (part instanceof Part.Ref) {
                regex.append("[^/]+");
            } else if (part instanceof Part.Name name) {
                regex.append(name.slug() ? "(?<name>[^/]*)" : "(?<name>.*?)");
            }
        }
        // The last text may end with a slash, which an address may leave out or add.
        String pattern = regex.toString().replaceAll("/\\\\E$", "\\\\E");
        return Pattern.compile(pattern + "/?");
    }

    /** Whether pages of this site are named by slugs, not by files. */
    public boolean isBySlug() {
        return parts.stream().anyMatch(part -> part instanceof Part.Name name && name.slug());
    }

    /** The rules by which its headings become anchors. */
    public Dialect headings() {
        return headings;
    }

    /** Whether a runbook is published here. */
    boolean publishes(Runbook runbook) {
        return of.matches(runbook);
    }

    /** Whether its pages are the sources themselves, where their names end with {@code .md}. */
    private boolean showsSources() {
        return headings == Dialect.GITHUB && parts.get(parts.size() - 1).equals(new Part.Text("")) && !isBySlug();
    }

    /** The scheme and the host of its addresses, such as {@code https://runbooks.example.com}; empty for paths. */
    Optional<String> origin() {
        String address = addressOf("");
        int host = address.indexOf("://");
        int end = host < 0 ? -1 : address.indexOf('/', host + "://".length());
        return host < 0 ? Optional.empty() : Optional.of(end < 0 ? address : address.substring(0, end));
    }

    /**
     * The name in an address of this site.
     *
     * @param address an address without query and fragment
     * @return the slug or path; nothing if the address is of another site
     */
    Optional<String> nameIn(String address) {
        Matcher matcher = addresses.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = PercentEncoding.decode(matcher.group("name"));
        return Optional.of(showsSources() && name.endsWith(ENDING) ? withoutEnding(name) : name);
    }

    private static String withoutEnding(String name) {
        return name.substring(0, name.length() - ENDING.length());
    }

    /** The name under which this site publishes a runbook. */
    String nameOf(Runbook runbook) {
        for (Part part : parts) {
            if (part instanceof Part.Name name) {
                String text = name.slug() ? runbook.slug().value() : runbook.path();
                return name.lower() ? text.toLowerCase(Locale.ROOT) : text;
            }
        }
        throw new IllegalStateException("parse() lets no site in without a name");
    }

    /** The address under which this site publishes a page; {@code main} stands for any branch. */
    public String addressOf(String name) {
        var address = new StringBuilder();
        for (Part part : parts) {
            address.append(part instanceof Part.Text text ? text.text() : part instanceof Part.Ref ? "main" : name);
        }
        return address + (showsSources() ? ENDING : "");
    }
}
