package dev.runproof.compiler.link;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a page on the web, written so that two texts which mean the same one are equal: scheme and host in lower case,
 * without the usual port, at least a slash as path, and with everything percent-encoded that has to be.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the name of the host, in ASCII; an IPv6 address stands in brackets
 * @param port its port
 * @param target path and query
 */
record WebAddress(String scheme, String host, int port, String target) {

    private static final Pattern WEB = Pattern.compile("(?i)(https?)://([^/?#\\\\]*)([^#]*)(?:#(.*))?", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::(\\d{0,5}))?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?|\\[[0-9a-f:.]+]");
    private static final String HEX = "0123456789ABCDEF";
    private static final int LONGEST = 8_192;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int PORTS = 65_535;

    /**
     * What a text says.
     *
     * @param address the page
     * @param fragment what stands behind {@code #}, as it is written; empty if there is nothing
     * @param credentials whether it has a user name or a password in it, which are in neither of the other two
     */
    record Written(WebAddress address, Optional<String> fragment, boolean credentials) {}

    /** Reads an address; nothing if it is none, or one of another scheme. */
    static Optional<Written> parse(String text) {
        Matcher web = WEB.matcher(text.strip());
        if (text.length() > LONGEST || !web.matches()) {
            return Optional.empty();
        }
        String scheme = web.group(1).toLowerCase(Locale.ROOT);
        String authority = web.group(2);
        int at = authority.lastIndexOf('@');
        Matcher place = AUTHORITY.matcher(authority.substring(at + 1));
        if (!place.matches()) {
            return Optional.empty();
        }
        Optional<String> host = ascii(place.group(1));
        int usual = scheme.equals("http") ? HTTP : HTTPS;
        int port = place.group(2) == null || place.group(2).isEmpty() ? usual : Integer.parseInt(place.group(2));
        if (host.isEmpty() || port < 1 || port > PORTS) {
            return Optional.empty();
        }
        String rest = encoded(web.group(3));
        String target = rest.startsWith("/") ? rest : "/" + rest;
        return normal(target)
                .map(path -> new Written(
                        new WebAddress(scheme, host.get(), port, path),
                        Optional.ofNullable(web.group(4)).filter(fragment -> !fragment.isEmpty()),
                        at >= 0));
    }

    /** Reads where a redirect leads, from this address; nothing if it is no address, or one of another scheme. */
    Optional<Written> resolve(String location) {
        String written = location.strip();
        int hash = written.indexOf('#');
        String fragment = hash < 0 ? "" : written.substring(hash);
        String before = hash < 0 ? written : written.substring(0, hash);
        if (WEB.matcher(written).matches()) {
            return parse(written);
        }
        try {
            return parse(URI.create(text()).resolve(encoded(before)) + fragment);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ascii(String host) {
        try {
            String ascii = host.startsWith("[") ? host : IDN.toASCII(decoded(host), IDN.ALLOW_UNASSIGNED);
            return Optional.of(ascii.toLowerCase(Locale.ROOT))
                    .filter(name -> NAME.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A host may be written with percent signs, and nobody writes any but these. */
    private static String decoded(String host) {
        return host.replace("%2E", ".").replace("%2e", ".");
    }

    private static Optional<String> normal(String target) {
        try {
            URI uri = URI.create("http://h" + target).normalize();
            String path = uri.getRawPath();
            while (path.startsWith("/../")) {
                path = path.substring("/..".length());
            }
            return Optional.of(path.isEmpty() ? "/" : path)
                    .map(clean -> uri.getRawQuery() == null ? clean : clean + "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** With what an address may not have in it percent-encoded, and nothing encoded twice: as browsers do. */
    private static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || "-._~:/?@!$&'()*+,;=%".indexOf(c) >= 0) {
                encoded.append(c);
            } else if (c > ' ' || c == ' ') {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return withPercents(encoded);
    }

    /** A percent sign that begins no code stands for itself. */
    private static String withPercents(CharSequence text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(c);
            boolean code = i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0;
            if (c == '%' && !code) {
                clean.append("25");
            }
        }
        return clean.toString();
    }

    private boolean usualPort() {
        return port == (scheme.equals("http") ? HTTP : HTTPS);
    }

    /** The host with its port where that is not the usual one: what limits are for. */
    String site() {
        return usualPort() ? host : host + ":" + port;
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** The address as text, without fragment. */
    String text() {
        return scheme + "://" + site() + target;
    }

    @Override
    public String toString() {
        return text();
    }
}
