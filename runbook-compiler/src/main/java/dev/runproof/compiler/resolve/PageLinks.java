package dev.runproof.compiler.resolve;

import dev.runproof.compiler.model.Runbook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Follows links between pages as a browser does on the site, where they need not be as the files are. */
public final class PageLinks {

    private final LinkResolver resolver;

    /**
     * Takes what finds pages.
     *
     * @param resolver finds pages
     */
    public PageLinks(LinkResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Follows a link.
     *
     * @param from the page on which it stands
     * @param path where it leads: a path without scheme and host, without query and fragment
     * @return the page, if it is one of ours on a site where the first is published
     */
    public Optional<Resolution.Page> follow(Runbook from, String path) {
        for (Site site : resolver.publishing(from)) {
            String address = resolver.addressOf(from, site);
            // Some sites have a slash behind each page, whatever the pattern says.
            String folder = address.endsWith("/") ? address : address + "/";
            for (String base : List.of(address, folder)) {
                if (resolver.resolve(against(base, path)) instanceof Resolution.Page page
                        && page.site().filter(site::equals).isPresent()) {
                    return Optional.of(page);
                }
            }
        }
        return Optional.empty();
    }

    private static String against(String base, String path) {
        int host = base.indexOf("://");
        int begins = host < 0 ? 0 : base.indexOf('/', host + "://".length());
        String origin = begins < 0 ? base : base.substring(0, begins);
        String folder = begins < 0 ? "/" : base.substring(begins, base.lastIndexOf('/') + 1);
        String joined = path.startsWith("/") ? path : folder + path;
        Deque<String> parts = new ArrayDeque<>();
        for (String part : joined.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.addLast(part);
            }
        }
        String slash = origin.isEmpty() ? "" : "/";
        return origin + slash + String.join("/", parts) + (joined.endsWith("/") ? "/" : "");
    }
}
