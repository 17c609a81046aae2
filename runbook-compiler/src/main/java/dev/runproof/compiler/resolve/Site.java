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
import java.util.stream.Stream;

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

    /** Names alone, as in annotations such as {@code recipe: disk-full/}. */
    private static final Pattern NAME = Pattern.compile("\\{[^:]*");

    private static final Pattern GITHUB = Pattern.compile("https?://([\\w-]+\\.)?github\\.com/.*");
    private static final Pattern GITLAB =
            Pattern.compile("https?://([\\w-]+\\.)?gitlab\\.com/.*|.*/-/(blob|tree)/\\{ref}/.*");

    /** Ways to the files of a repository. */
    private static final Pattern SOURCES = Pattern.compile(".*/(blob|tree)/\\{ref}/.*");

    private static final String ENDING = ".md";

    private final Pattern addresses;
    private final List<Part> parts;
    private final Dialect headings;
    private final boolean sources;
    private final RunbookGlob of;

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Name(boolean slug, boolean lower) implements Part {}

        record Ref() implements Part {}
    }

    private Site(List<Part> parts, Dialect headings, boolean sources, RunbookGlob of) {
        this.addresses = addresses(parts, sources);
        this.parts = List.copyOf(parts);
        this.headings = headings;
        this.sources = sources;
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
        if (Stream.of(ABSOLUTE, RELATIVE, NAME)
                .noneMatch(form -> form.matcher(text).matches())) {
            return refuse(
                    written,
                    "a site begins with https:// and a host, with a folder of the repository, or with {slug} or {path}",
                    findings);
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            return refuse(written, "a site names a page by its path, not by its query or fragment", findings);
        }
        Dialect headings =
                setting.headings().flatMap(name -> Dialect.of(name.value())).orElseGet(() -> usual(text));
        return RunbookGlob.parse(setting.of(), findings).map(of -> new Site(parts, headings, isSources(text), of));
    }

    /** Whether who reads a page there reads the source: on GitHub, or in a repository elsewhere. */
    private static boolean isSources(String text) {
        return GITHUB.matcher(text).matches()
                || SOURCES.matcher(text).matches()
                || RELATIVE.matcher(text).matches();
    }

    private static Dialect usual(String text) {
        if (GITLAB.matcher(text).matches()) {
            return Dialect.GITLAB;
        }
        return isSources(text) ? Dialect.GITHUB : Dialect.RUNPROOF;
    }

    private static Optional<Site> refuse(Located<String> written, String message, Findings findings) {
        findings.add(
                WorkspaceRules.INVALID_CONFIGURATION,
                written.span(),
                message,
                "write it as https://host/runbooks/{slug}/ or https://host/runbooks/{path|lower}");
        return Optional.empty();
    }

    private static Pattern addresses(List<Part> parts, boolean sources) {
        var regex = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                regex.append(Pattern.quote(text.text()));
            } else if (part instanceof Part.Ref) {
                regex.append(regex.indexOf("(?<ref>") < 0 ? "(?<ref>[^/]+)" : "[^/]+");
            } else if (part instanceof Part.Name name) {
                // A pattern that begins with the name is of paths, not of whole addresses.
                String first = regex.toString().equals("\\Q\\E") ? "(?![A-Za-z][A-Za-z0-9+.-]*:|/)" : "";
                regex.append(first).append(name.slug() ? "(?<name>[^/]*)" : "(?<name>.*?)");
            }
        }
        // The last text may end with a slash, which an address may leave out or add.
        String pattern = regex.toString().replaceAll("/\\\\E$", "\\\\E");
        return Pattern.compile(pattern + (sources ? "/?" : "(?:/(?:index\\.html)?)?"));
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
        return sources && parts.get(parts.size() - 1).equals(new Part.Text("")) && !isBySlug();
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
    public String nameOf(Runbook runbook) {
        for (Part part : parts) {
            if (part instanceof Part.Name name) {
                String text = name.slug() ? runbook.slug().value() : runbook.path();
                return name.lower() ? text.toLowerCase(Locale.ROOT) : text;
            }
        }
        throw new IllegalStateException("parse() lets no site in without a name");
    }

    /**
     * The branch or tag in an address of this site.
     *
     * @param address an address without query and fragment
     * @return it; nothing if addresses of this site have none
     */
    Optional<String> refIn(String address) {
        Matcher matcher = addresses.matcher(address);
        return parts.stream().anyMatch(part -> part instanceof Part.Ref) && matcher.matches()
                ? Optional.of(matcher.group("ref"))
                : Optional.empty();
    }

    /** The name of the folder of which a runbook is the page, as {@code node} of {@code node/index.md}. */
    Optional<String> folderOf(Runbook runbook) {
        if (isBySlug()) {
            return Optional.empty();
        }
        String name = nameOf(runbook);
        int slash = name.lastIndexOf('/');
        boolean is = switch (name.substring(slash + 1).toLowerCase(Locale.ROOT)) {
            case "index", "_index" -> true;
            case "readme" -> headings != Dialect.HUGO;
            default -> false;
        };
        return is ? Optional.of(name.substring(0, Math.max(slash, 0))) : Optional.empty();
    }

    /** The address under which this site publishes a page; {@code main} stands for any branch. */
    public String addressOf(String name) {
        return addressOf(name, "main");
    }

    /** The address under which this site publishes a page on a branch. */
    public String addressOf(String name, String ref) {
        var address = new StringBuilder();
        for (Part part : parts) {
            address.append(part instanceof Part.Text text ? text.text() : part instanceof Part.Ref ? ref : name);
        }
        return address + (showsSources() ? ENDING : "");
    }
}
