package dev.runproof.compiler.rule;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is written for a template engine, and the place at which that shows. Alert rules are full of templates of
 * Prometheus, which look alike: a file is taken for a source only for what no rule file can hold.
 *
 * @param engine the engine
 * @param span the first place that is for the engine
 */
record TemplateSource(Engine engine, Span span) {

    /** What renders a file. */
    enum Engine {
        HELM("a template of Helm", "helm template RELEASE CHART > rendered.yaml"),
        JSONNET("a program of Jsonnet", "jsonnet -J vendor FILE > rendered.yaml"),
        JINJA(
                "a template of Jinja",
                "the tool that it is written for, such as ansible-playbook, or jinja2 FILE > rendered.yaml"),
        GO("a template of Go, with [[ and ]] around what is put in", "the program that it is written for");

        private final String what;
        private final String command;

        Engine(String what, String command) {
            this.what = what;
            this.command = command;
        }
    }

    private static final Pattern JSONNET =
            Pattern.compile("\\s*(?:local\\s+\\w+\\s*[=(]|\\(?\\s*import(?:str)?\\s+['\"@|]).*");

    private static final Pattern JINJA_STATEMENT = Pattern.compile(
            "\\{%[-+]?\\s*(?:raw|endraw|if|endif|for|endfor|set|macro|endmacro|block|include|import|from|extends)\\b");

    /** A field in brackets, which leave the braces to Prometheus. */
    private static final Pattern GO_FIELD = Pattern.compile("\\[\\[-?\\s{0,10}\\.[A-Za-z][\\w.]{0,200}\\s{0,10}-?]]");

    /** Braces that Jinja is to pass on as they are. */
    private static final Pattern JINJA_ESCAPE = Pattern.compile("\\{\\{[-+]?\\s*'\\{\\{");

    /** Braces that Helm is to pass on as they are. */
    private static final Pattern HELM_ESCAPE = Pattern.compile("\\{\\{-?\\s*(?:`|\\\\?\")\\{\\{");

    /** What Helm knows, and Prometheus does not. */
    private static final Pattern HELM_WORD =
            Pattern.compile("(?<!labels|Labels)\\.(?:Values|Release|Chart|Capabilities)\\b"
                    + "|\\b(?:include|tpl)\\s+(?:\\\\?\"|\\$|\\.|\\()|\\btoYaml\\b");

    /** What Prometheus knows, and what ends an action of either. */
    private static final Pattern PROMETHEUS_WORD = Pattern.compile("\\$(?:labels|value|externalLabels|externalURL)\\b"
            + "|\\.(?:Labels|Value|ExternalLabels|ExternalURL)\\b|\\b(?:query|end|else)\\b");

    private static final Pattern JINJA_EXPRESSION = Pattern.compile("\\{\\{[-+]?\\s*"
            + "(?!(?:if|with|range|include|template|define|block|printf|tpl|quote|toYaml)\\b)[A-Za-z_].*");

    /** An action at the beginning of a line, an item or a value, where YAML takes it for a mapping. */
    private static final Pattern OPENING = Pattern.compile("\\s*(?:- +)*(?:[\\w./\"'-]+:\\s+)?(\\{\\{.*)");

    private static final Pattern BLOCK_SCALAR =
            Pattern.compile("(\\s*(?:- +)*)(?:[\\w./\"'-]+:\\s+)?[|>][-+0-9]*\\s*(?:#.*)?");

    /** Longer lines open neither; their length must not be felt. */
    private static final int LONGEST_LINE = 1_000;

    String message() {
        return span.file().path() + " is " + engine.what + ", not yet rendered";
    }

    String help() {
        return "render it with " + engine.command + ", and name the result in alert-rules";
    }

    /**
     * Looks for what shows in any text, be it YAML or not.
     *
     * @param file the text
     * @param inChart whether Helm evaluates whatever stands in it
     */
    static Optional<TemplateSource> evident(SourceFile file, boolean inChart) {
        return jsonnet(file)
                .or(() -> find(Engine.JINJA, "{%", JINJA_STATEMENT, file))
                .or(() -> find(Engine.JINJA, "'{{", JINJA_ESCAPE, file))
                .or(() -> find(Engine.GO, "[[", GO_FIELD, file))
                .or(() -> helm(file, inChart));
    }

    private static Optional<TemplateSource> jsonnet(SourceFile file) {
        if (file.path().endsWith(".jsonnet") || file.path().endsWith(".libsonnet")) {
            return Optional.of(new TemplateSource(Engine.JSONNET, file.span(0, file.lineEnd(1))));
        }
        boolean comment = false;
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number);
            String text = line.strip();
            boolean begins = text.startsWith("/*");
            if (comment || begins) {
                comment = !text.endsWith("*/");
            } else if (!text.isEmpty() && !text.startsWith("//") && !text.startsWith("#")) {
                return line.length() <= LONGEST_LINE && JSONNET.matcher(line).matches()
                        ? Optional.of(new TemplateSource(
                                Engine.JSONNET, file.span(file.lineStart(number), file.lineEnd(number))))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<TemplateSource> find(Engine engine, String part, Pattern pattern, SourceFile file) {
        if (!file.text().contains(part)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(file.text());
        int from = 0;
        while (matcher.find(from)) {
            if (!isComment(file, matcher.start())) {
                return Optional.of(new TemplateSource(engine, action(file, matcher.start())));
            }
            from = lineEnd(file, matcher.start());
        }
        return Optional.empty();
    }

    private static Optional<TemplateSource> helm(SourceFile file, boolean inChart) {
        int from = file.text().indexOf("{{");
        while (from >= 0) {
            Span action = action(file, from);
            boolean helm = inChart
                    || HELM_WORD.matcher(action.text()).find()
                    || HELM_ESCAPE.matcher(action.text()).lookingAt();
            if (helm && !isComment(file, from)) {
                return Optional.of(new TemplateSource(Engine.HELM, action));
            }
            from = file.text().indexOf("{{", helm ? lineEnd(file, from) : action.end());
        }
        return Optional.empty();
    }

    private static boolean isComment(SourceFile file, int offset) {
        String before = file.text().substring(file.lineStart(file.lineAt(offset)), offset);
        return before.stripLeading().startsWith("#") || before.contains(" #");
    }

    private static int lineEnd(SourceFile file, int offset) {
        return file.lineEnd(file.lineAt(offset));
    }

    /** The action that begins at a place, as far as its line goes. */
    private static Span action(SourceFile file, int start) {
        int lineEnd = lineEnd(file, start);
        String close = file.text().startsWith("{%", start) ? "%}" : file.text().startsWith("[[", start) ? "]]" : "}}";
        int end = start + 2;
        while (end < lineEnd && !file.text().startsWith(close, end)) {
            end++;
        }
        return file.span(start, Math.min(lineEnd, end + 2));
    }

    private static TemplateSource of(Span action) {
        boolean jinja = JINJA_EXPRESSION.matcher(action.text()).matches();
        return new TemplateSource(jinja ? Engine.JINJA : Engine.HELM, action);
    }

    /**
     * Looks for what shows in the expression of an alert: Prometheus evaluates no templates there. LogQL has some, in quotes.
     *
     * @param expression the expression
     */
    static Optional<TemplateSource> inExpression(Located<String> expression) {
        String text = expression.value();
        int at = outsideStrings(text);
        if (at < 0) {
            return Optional.empty();
        }
        int end = text.indexOf("}}", at);
        Span span = expression.span();
        int written = span.text().indexOf(text.substring(at, end < 0 ? at + 2 : end));
        return Optional.of(of(written < 0 ? span : action(span.file(), span.start() + written)));
    }

    /** The first pair of opening braces that is in no text of PromQL or LogQL; -1 if there is none. */
    private static int outsideStrings(String text) {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0) {
                if (text.startsWith("{{", i)) {
                    return i;
                }
                quote = "\"'`".indexOf(c) >= 0 ? c : 0;
            } else if (c == '\\' && quote != '`') {
                i++;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return -1;
    }

    /**
     * Looks for what shows in the lines of a text that is no YAML, except in its block scalars.
     *
     * @param file the text
     */
    static Optional<TemplateSource> inBroken(SourceFile file) {
        int block = Integer.MAX_VALUE;
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number);
            int indent = line.length() - line.stripLeading().length();
            if (line.isBlank() || indent > block || line.length() > LONGEST_LINE) {
                continue;
            }
            Matcher header = BLOCK_SCALAR.matcher(line);
            block = header.matches() ? header.end(1) : Integer.MAX_VALUE;
            Matcher opening = OPENING.matcher(line);
            if (opening.matches()) {
                Span action = action(file, file.lineStart(number) + opening.start(1));
                // One of Prometheus that lacks its quotes is a mistake in a rule file.
                if (!PROMETHEUS_WORD.matcher(action.text()).find()) {
                    return Optional.of(of(action));
                }
            }
        }
        return Optional.empty();
    }
}
