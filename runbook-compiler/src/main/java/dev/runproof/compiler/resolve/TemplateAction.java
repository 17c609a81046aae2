package dev.runproof.compiler.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an action of a template, such as <code>{{ $labels.cluster | toLower }}</code>. What is understood are labels, texts in
 * quotes, and functions of one argument; all else is unknown.
 */
final class TemplateAction {

    private static final List<String> LABELS = List.of("$labels", ".Labels");
    private static final Set<String> CONDITIONS =
            Set.of("if", "else", "end", "range", "with", "template", "define", "block");

    private TemplateAction() {}

    /**
     * Reads an action.
     *
     * @param written the action with its braces
     */
    static TemplatePart read(String written) {
        String inner = inner(written);
        if (inner.startsWith("/*") && inner.endsWith("*/")) {
            return new TemplatePart.Text("");
        }
        List<String> words = words(inner);
        return pipeline(words).orElseGet(() -> new TemplatePart.Unknown(why(words, written)));
    }

    /** Without the braces, and the hyphens that take blanks away beside them. */
    private static String inner(String written) {
        String inner =
                written.substring(TemplateText.OPENING.length(), written.length() - TemplateText.CLOSING.length());
        if (inner.startsWith("- ")) {
            inner = inner.substring(1);
        }
        if (inner.endsWith(" -")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner.strip();
    }

    private static List<String> words(String inner) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < inner.length()) {
            char c = inner.charAt(at);
            int end = at + 1;
            if (c == '"' || c == '`') {
                end = TemplateText.quoteEnd(inner, at);
            } else if ("|()".indexOf(c) < 0 && !Character.isWhitespace(c)) {
                while (end < inner.length()
                        && "|()\"`".indexOf(inner.charAt(end)) < 0
                        && !Character.isWhitespace(inner.charAt(end))) {
                    end++;
                }
            }
            if (!Character.isWhitespace(c)) {
                words.add(inner.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private static Optional<TemplatePart> pipeline(List<String> words) {
        int bar = words.indexOf("|");
        List<String> first = bar < 0 ? words : words.subList(0, bar);
        var functions = new ArrayList<TemplateFunction>();
        Optional<TemplatePart> operand = operand(first);
        if (operand.isEmpty() && first.size() > 1) {
            Optional<TemplateFunction> function = TemplateFunction.of(first.get(0));
            function.ifPresent(functions::add);
            operand = function.isPresent() ? operand(first.subList(1, first.size())) : Optional.empty();
        }
        for (int i = first.size(); i < words.size(); i += 2) {
            Optional<TemplateFunction> function =
                    i + 1 < words.size() ? TemplateFunction.of(words.get(i + 1)) : Optional.empty();
            if (!words.get(i).equals("|") || function.isEmpty()) {
                return Optional.empty();
            }
            functions.add(function.get());
        }
        return operand.map(part -> applied(part, functions));
    }

    private static TemplatePart applied(TemplatePart operand, List<TemplateFunction> functions) {
        if (operand instanceof TemplatePart.Label label) {
            return new TemplatePart.Label(label.name(), List.copyOf(functions));
        }
        String text = ((TemplatePart.Text) operand).text();
        for (TemplateFunction function : functions) {
            text = function.apply(text);
        }
        return new TemplatePart.Text(text);
    }

    private static Optional<TemplatePart> operand(List<String> words) {
        if (words.size() == 1) {
            String word = words.get(0);
            for (String labels : LABELS) {
                if (word.startsWith(labels + ".") && isName(word.substring(labels.length() + 1))) {
                    return Optional.of(new TemplatePart.Label(word.substring(labels.length() + 1), List.of()));
                }
            }
            return quoted(word).map(TemplatePart.Text::new);
        }
        boolean index = words.size() == 3 && words.get(0).equals("index") && LABELS.contains(words.get(1));
        return index ? quoted(words.get(2)).map(name -> new TemplatePart.Label(name, List.of())) : Optional.empty();
    }

    /** What stands in quotes; nothing if it does not, or has escapes other than those of quotes and backslashes. */
    private static Optional<String> quoted(String word) {
        boolean raw = word.length() > 1 && word.startsWith("`") && word.endsWith("`");
        boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
        if (!raw && !quoted) {
            return Optional.empty();
        }
        String inner = word.substring(1, word.length() - 1);
        if (raw) {
            return Optional.of(inner);
        }
        var text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            if (inner.charAt(i) == '\\') {
                i++;
                if (i == inner.length() || "\"\\".indexOf(inner.charAt(i)) < 0) {
                    return Optional.empty();
                }
            }
            text.append(inner.charAt(i));
        }
        return Optional.of(text.toString());
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    private static String why(List<String> words, String written) {
        String first = words.isEmpty() ? "" : words.get(0);
        if (CONDITIONS.contains(first)) {
            return "it depends on a condition";
        }
        if (first.startsWith("$externalLabels") || first.startsWith(".ExternalLabels")) {
            return "it has an external label in it, which is set where the server runs";
        }
        if (first.startsWith("$externalURL") || first.startsWith(".ExternalURL") || first.equals("externalURL")) {
            return "it has the address of the server in it";
        }
        if (first.startsWith("$value") || first.startsWith(".Value")) {
            return "it has the value of the expression in it";
        }
        String shown = written.length() > 60 ? written.substring(0, 60) + "…" : written;
        return "it is not known what " + shown + " gives";
    }
}
