package dev.runproof.compiler.site;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.PageLinks;
import dev.runproof.compiler.resolve.PercentEncoding;
import dev.runproof.compiler.resolve.Resolution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the links in runbooks become on the site. Thread-safe. */
final class Links {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final List<String> KEPT = List.of("https:", "http:", "mailto:");

    private final Map<String, Runbook> byFile = new HashMap<>();
    private final Pages pages;
    private final LinkResolver resolver;
    private final PageLinks pageLinks;

    Links(List<Runbook> runbooks, Pages pages, LinkResolver resolver) {
        runbooks.forEach(runbook -> byFile.putIfAbsent(runbook.location(), runbook));
        this.pages = pages;
        this.resolver = resolver;
        this.pageLinks = new PageLinks(resolver);
    }

    /** The page that a link leads to, if it is one of ours. */
    Optional<Runbook> page(Runbook from, String address) {
        String path = path(address);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (SCHEME.matcher(path).matches()) {
            return resolver.resolve(path) instanceof Resolution.Page page
                    ? Optional.of(page.runbook())
                    : Optional.empty();
        }
        return Optional.ofNullable(byFile.get(file(from, PercentEncoding.decode(path))))
                .or(() -> pageLinks.follow(from, path).map(Resolution.Page::runbook));
    }

    /** An address as it stands on the page of a runbook; empty if it leads to nothing that the site has. */
    String onPage(Runbook from, String address) {
        if (address.startsWith("#")) {
            return address;
        }
        Optional<String> ours = page(from, address)
                .map(page -> Addresses.toRoot(pages.nameOf(from))
                        + Addresses.ofPage(pages.nameOf(page))
                        + fragment(address));
        if (ours.isPresent()) {
            return ours.get();
        }
        String folded = address.toLowerCase(Locale.ROOT);
        return KEPT.stream().anyMatch(folded::startsWith) ? address : "";
    }

    private static String path(String address) {
        int end = address.length();
        for (char c : new char[] {'#', '?'}) {
            int at = address.indexOf(c);
            end = at < 0 ? end : Math.min(end, at);
        }
        return address.substring(0, end);
    }

    private static String fragment(String address) {
        int at = address.indexOf('#');
        return at < 0 ? "" : address.substring(at);
    }

    /** The file that a relative link names, relative to the folder of the configuration. */
    private static String file(Runbook from, String path) {
        Deque<String> parts = new ArrayDeque<>();
        String folder = path.startsWith("/")
                ? ""
                : from.location().substring(0, from.location().lastIndexOf('/') + 1);
        for (String part : (folder + path).split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
