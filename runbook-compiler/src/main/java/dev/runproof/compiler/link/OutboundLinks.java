package dev.runproof.compiler.link;

import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.markdown.MarkdownLink;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Resolution;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses on the web in runbooks and in annotations of alerts, those of our own pages left out: whether these are there is
 * known from their sources, and a page that comes with this very change is on no server yet.
 *
 * @param links the addresses, by file and place
 * @param templates how many more there are that are known only when an alert fires
 */
record OutboundLinks(List<OutboundLink> links, int templates) {

    /** Where an address in a text begins, and as far as it may go; what ends a sentence is taken off afterwards. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"`|\\\\^\\uFFFC]+");

    private static final String ENDS_SENTENCE = ".,;:!?'*_~";
    /** Longer ones are no addresses that a server takes. */
    private static final int LONGEST = 9_000;

    private static final String TEMPLATE = "{{";

    /** Takes the list as it is now. */
    OutboundLinks {
        links = List.copyOf(links);
    }

    static OutboundLinks of(Library library) {
        var search = new Search(library);
        library.runbooks().forEach(search::runbook);
        library.links().forEach(link -> search.alert(link.alert(), link.annotation()));
        search.found.sort((one, other) -> one.span().compareTo(other.span()));
        return new OutboundLinks(search.found, search.templates);
    }

    private static final class Search {
        private final Library library;
        private final List<OutboundLink> found = new ArrayList<>();
        private int templates;

        Search(Library library) {
            this.library = library;
        }

        void runbook(Runbook runbook) {
            char[] rest = runbook.document().prose().toCharArray();
            for (MarkdownLink link : runbook.document().links()) {
                add(link.destination(), link.span(), false);
                Arrays.fill(rest, link.span().start(), link.span().end(), ' ');
            }
            Matcher bare = ADDRESS.matcher(new String(rest));
            while (bare.find()) {
                String address = trimmed(bare.group());
                add(address, runbook.file().span(bare.start(), bare.start() + address.length()), false);
            }
        }

        void alert(Alert alert, String linked) {
            alert.annotations().forEach((name, text) -> {
                Matcher address = ADDRESS.matcher(text.value());
                while (address.find()) {
                    String shown = trimmed(address.group());
                    add(shown, place(shown, text.span()), name.equals(linked));
                }
            });
        }

        /** The address itself where it is written as it is, else the whole text. */
        private static Span place(String shown, Span text) {
            int at = text.text().indexOf(shown);
            return at < 0 ? text : text.file().span(text.start() + at, text.start() + at + shown.length());
        }

        private void add(String address, Span span, boolean toRunbook) {
            if (!ADDRESS.matcher(address).lookingAt()) {
                return;
            }
            if (address.contains(TEMPLATE)) {
                templates++;
                return;
            }
            if (!isOurs(address, toRunbook)) {
                found.add(new OutboundLink(address, span));
            }
        }

        /** A page of ours that is missing is told of by the check of alerts, and by nothing else. */
        private boolean isOurs(String address, boolean toRunbook) {
            int end = address.length();
            for (char c : new char[] {'?', '#'}) {
                int at = address.indexOf(c);
                end = at < 0 ? end : Math.min(end, at);
            }
            Resolution resolution = library.resolver().resolve(address.substring(0, end));
            return resolution instanceof Resolution.Page || (toRunbook && resolution instanceof Resolution.NoPage);
        }
    }

    /** Without what belongs to the sentence: stops, and brackets that were opened before the address. */
    private static String trimmed(String address) {
        int end = Math.min(address.length(), LONGEST);
        while (end > 0) {
            char last = address.charAt(end - 1);
            String before = address.substring(0, end);
            boolean closes = (last == ')' && count(before, ')') > count(before, '('))
                    || (last == ']' && count(before, ']') > count(before, '['))
                    || (last == '}' && count(before, '}') > count(before, '{'));
            if (!closes && ENDS_SENTENCE.indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return address.substring(0, end);
    }

    private static long count(String text, char c) {
        return text.chars().filter(one -> one == c).count();
    }
}
