package dev.runproof.compiler.resolve;

import dev.runproof.compiler.resolve.TemplateText.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A link as it stands in an annotation, taken apart; of templates in it, only those before the query and in the fragment
 * decide where it leads.
 *
 * @param written the whole link
 * @param address what stands before query and fragment
 * @param fragment what stands behind the first {@code #}, up to a {@code ?}; nothing if there is no {@code #}
 * @param question the offset of the {@code ?}; −1 if there is none before the {@code #}
 * @param hash the offset of the {@code #}; −1 if there is none
 * @param lateQuestion the offset of a {@code ?} behind the {@code #}; −1 if there is none
 */
record LinkTemplate(
        String written,
        List<TemplatePart> address,
        Optional<List<TemplatePart>> fragment,
        int question,
        int hash,
        int lateQuestion) {

    static LinkTemplate parse(String link) {
        List<Piece> pieces = TemplateText.pieces(link);
        int hash = find('#', pieces, link, 0, link.length());
        int addressAndQuery = hash < 0 ? link.length() : hash;
        int question = find('?', pieces, link, 0, addressAndQuery);
        int late = hash < 0 ? -1 : find('?', pieces, link, hash, link.length());
        Optional<List<TemplatePart>> fragment = hash < 0
                ? Optional.empty()
                : Optional.of(parts(pieces, link, hash + 1, late < 0 ? link.length() : late));
        return new LinkTemplate(
                link,
                parts(pieces, link, 0, question < 0 ? addressAndQuery : question),
                fragment,
                question,
                hash,
                late);
    }

    private static int find(char wanted, List<Piece> pieces, String link, int from, int to) {
        for (Piece piece : pieces) {
            int at = piece.action() ? -1 : link.indexOf(wanted, Math.max(from, piece.start()));
            if (at >= 0 && at < Math.min(to, piece.end())) {
                return at;
            }
        }
        return -1;
    }

    private static List<TemplatePart> parts(List<Piece> pieces, String link, int from, int to) {
        var parts = new ArrayList<TemplatePart>();
        boolean trimmed = false;
        for (Piece piece : pieces) {
            int start = Math.max(from, piece.start());
            int end = Math.min(to, piece.end());
            if (start < end) {
                String text = link.substring(start, end);
                if (!piece.action()) {
                    boolean trims = end == piece.end() && link.startsWith("{{- ", end);
                    text = trimmed ? text.stripLeading() : text;
                    parts.add(new TemplatePart.Text(trims ? text.stripTrailing() : text));
                } else if (piece.closed()) {
                    parts.add(TemplateAction.read(text));
                } else {
                    parts.add(new TemplatePart.Unknown("its template is not closed"));
                }
                trimmed = piece.action() && text.endsWith(" -}}");
            }
        }
        return List.copyOf(parts);
    }

    /** The labels on which parts of the link depend. */
    static Set<String> labels(List<TemplatePart> parts) {
        Set<String> labels = new TreeSet<>();
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Label label) {
                labels.add(label.name());
            }
        }
        return labels;
    }

    /** Why parts of the link are not known; nothing if they are, with the values of labels. */
    static Optional<String> unknown(List<TemplatePart> parts) {
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Unknown unknown) {
                return Optional.of(unknown.why());
            }
        }
        return Optional.empty();
    }

    /** The text of parts that are known. */
    static String text(List<TemplatePart> parts, Map<String, String> labels) {
        var text = new StringBuilder();
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Text literal) {
                text.append(literal.text());
            } else if (part instanceof TemplatePart.Label label) {
                String value = labels.getOrDefault(label.name(), "");
                for (TemplateFunction function : label.functions()) {
                    value = function.apply(value);
                }
                text.append(value);
            }
        }
        return text.toString();
    }

    /** The query as it is written, without what stands behind the fragment. */
    String query() {
        return question < 0 ? "" : written.substring(question + 1, hash < 0 ? written.length() : hash);
    }

    /** The same link with its query before its fragment. */
    String inOrder() {
        String before = question < 0 ? written.substring(0, hash) + "?" : written.substring(0, hash) + "&";
        return before + written.substring(lateQuestion + 1) + written.substring(hash, lateQuestion);
    }
}
