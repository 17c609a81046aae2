package dev.runproof.compiler.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is the matter with an address that belongs to no site. */
final class StrayAddress {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[\\w-]+(\\.[\\w-]+)+(:\\d+)?(/.*)?");

    /** What stands for text that was never written, or that a program should have put in. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("<[^<>]{0,100}>|\\$\\{?\\w{1,100}}?|%\\(?[sd]\\b|\\{\\w{1,100}}|\\[\\w[\\w -]{0,100}]"
                    + "|(?i:(?<![\\w-])(?:TODO|TBD|FIXME|CHANGE-?ME|PLACEHOLDER)(?![\\w-]))");

    private StrayAddress() {}

    static Resolution.Elsewhere explain(String address, List<Site> sites) {
        if (address.isEmpty()) {
            return new Resolution.Elsewhere("has no address before its query or fragment", Optional.empty());
        }
        var placeholder = PLACEHOLDER.matcher(address);
        if (placeholder.find()) {
            return new Resolution.Elsewhere(
                    "has a placeholder in it, " + placeholder.group(), Optional.of("write what belongs there"));
        }
        if (address.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            return new Resolution.Elsewhere(
                    "has a blank in it, so that it is no address",
                    Optional.of("write the address alone; a blank that belongs to it is %20"));
        }
        if (address.startsWith("//")) {
            return new Resolution.Elsewhere("begins with // and has no scheme", Optional.of("write https: before it"));
        }
        if (address.startsWith("/")) {
            return withoutHost("begins with / and has no host", address, sites);
        }
        var scheme = SCHEME.matcher(address);
        if (HOST.matcher(address).matches()) {
            return new Resolution.Elsewhere("has no scheme", Optional.of("write https:// before it"));
        }
        return scheme.matches()
                ? absolute(address, scheme.group(1).toLowerCase(Locale.ROOT), sites)
                : withoutHost("has no scheme and no host", "/" + address, sites);
    }

    private static Resolution.Elsewhere withoutHost(String why, String path, List<Site> sites) {
        Optional<String> full = sites.stream()
                .flatMap(site -> site.origin().stream())
                .findFirst()
                .map(origin -> "write the whole address, such as " + origin + path
                        + ": a notification does not know where it begins");
        return new Resolution.Elsewhere(why, full);
    }

    private static Resolution.Elsewhere absolute(String address, String scheme, List<Site> sites) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Resolution.Elsewhere("is of the scheme " + scheme + ":, which is no page", Optional.empty());
        }
        String rest = address.substring(scheme.length() + 1);
        int end = rest.indexOf('/', 2);
        String host = !rest.startsWith("//") ? "" : end < 0 ? rest.substring(2) : rest.substring(2, end);
        if (host.isEmpty()) {
            return new Resolution.Elsewhere("has no host", Optional.empty());
        }
        if (host.contains("@")) {
            return new Resolution.Elsewhere(
                    "has a user name or a password in it, before " + host.substring(host.lastIndexOf('@')),
                    Optional.of("remove it: everybody who gets the alert reads it"));
        }
        String origin = host.toLowerCase(Locale.ROOT);
        String other = (scheme.equals("http") ? "https" : "http") + "://" + origin;
        boolean otherScheme = sites.stream()
                .anyMatch(site -> site.origin().filter(other::equals).isPresent());
        return otherScheme
                ? new Resolution.Elsewhere(
                        "begins with " + scheme + "://, and the site with "
                                + other.substring(0, other.indexOf(':') + 3),
                        Optional.of("write " + other + address.substring(scheme.length() + 3 + host.length())))
                : new Resolution.Elsewhere(
                        sites.stream()
                                        .anyMatch(site -> site.origin()
                                                .filter((scheme + "://" + origin)::equals)
                                                .isPresent())
                                ? "is on " + host + ", and under none of the addresses that configuration maps there"
                                : "is on " + host,
                        Optional.empty());
    }
}
