package dev.runproof.compiler.template;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.template.TemplateNode.Branch;
import dev.runproof.compiler.template.TemplateNode.Call;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import dev.runproof.compiler.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads templates of Go's {@code text/template}: definitions, branches, pipelines, trim markers and comments. Which functions
 * there are is left to the program that runs them. Stateless and thread-safe.
 */
public final class TemplateReader {

    /** A text is not a template, or one that fails as soon as it is used. */
    public static final Rule INVALID_TEMPLATE = Rule.unread("invalid-template");

    private static final int DEEPEST = 100;

    private TemplateReader() {}

    /**
     * Reads a template.
     *
     * @param text its text
     * @param findings takes what is wrong
     * @return what it holds; nothing if it is broken
     */
    public static Optional<TemplateUnit> read(TemplateText text, Findings findings) {
        try {
            return Optional.of(new Parse(text).unit());
        } catch (TemplateProblem problem) {
            findings.add(INVALID_TEMPLATE, problem.span(), problem.message(), problem.help());
            return Optional.empty();
        }
    }

    /** The reading of one text. */
    private static final class Parse {

        private final TemplateText text;
        private final ActionLexer lexer;
        private final Map<String, Template> definitions = new HashMap<>();

        /** What ended the last list of nodes: the words of {@code end} or {@code else}; nothing at the end of the text. */
        private Optional<List<Token>> stop = Optional.empty();

        Parse(TemplateText text) {
            this.text = text;
            this.lexer = new ActionLexer(text);
        }

        TemplateUnit unit() {
            List<TemplateNode> body = nodes(0);
            stop.ifPresent(words -> {
                throw problem(
                        words.get(0),
                        "{{ " + words.get(0).text() + " }} belongs to nothing",
                        "remove it, or open what it ends");
            });
            return new TemplateUnit(new Template(text, body), definitions);
        }

        private List<TemplateNode> nodes(int depth) {
            var nodes = new ArrayList<TemplateNode>();
            while (true) {
                Optional<List<Token>> action = lexer.next();
                if (action.isEmpty()) {
                    stop = Optional.empty();
                    return nodes;
                }
                List<Token> words = action.get();
                Token first = words.get(0);
                String keyword = first.is(Kind.NAME) ? first.text() : "";
                switch (keyword) {
                    case "end", "else" -> {
                        stop = action;
                        return nodes;
                    }
                    case "if" -> nodes.add(branch(Branch.Kind.IF, words, 1, depth));
                    case "with" -> nodes.add(branch(Branch.Kind.WITH, words, 1, depth));
                    case "range" -> nodes.add(branch(Branch.Kind.RANGE, words, 1, depth));
                    case "define" -> define(words, depth);
                    case "block" -> nodes.add(block(words, depth));
                    case "template" -> nodes.add(call(words));
                    case "break", "continue" -> new PipelineParser(text, words, 1).end();
                    default -> nodes.add(new TemplateNode.Action(whole(words, 0)));
                }
            }
        }

        private Pipeline whole(List<Token> words, int from) {
            var parser = new PipelineParser(text, words, from);
            Pipeline pipeline = parser.pipeline();
            parser.end();
            return pipeline;
        }

        private Branch branch(Branch.Kind kind, List<Token> words, int from, int depth) {
            Token keyword = words.get(0);
            List<Branch> chain = new ArrayList<>();
            Branch.Kind current = kind;
            List<Token> head = words;
            int skip = from;
            List<TemplateNode> otherwise = List.of();
            while (true) {
                Pipeline pipeline = whole(head, skip);
                List<TemplateNode> body = body(keyword, depth + chain.size());
                chain.add(new Branch(current, pipeline, body, List.of()));
                List<Token> stopped = stop.orElseThrow();
                if (stopped.get(0).isName("end")) {
                    new PipelineParser(text, stopped, 1).end();
                    break;
                }
                if (stopped.get(1).isName("if") || stopped.get(1).isName("with")) {
                    current = stopped.get(1).isName("if") ? Branch.Kind.IF : Branch.Kind.WITH;
                    head = stopped;
                    skip = 2;
                } else {
                    new PipelineParser(text, stopped, 1).end();
                    otherwise = body(keyword, depth + chain.size());
                    end(keyword);
                    break;
                }
            }
            return joined(chain, otherwise);
        }

        /** {@code else if} is an {@code if} in the {@code else} of the one before it. */
        private static Branch joined(List<Branch> chain, List<TemplateNode> otherwise) {
            List<TemplateNode> rest = otherwise;
            for (int i = chain.size() - 1; i > 0; i--) {
                Branch branch = chain.get(i);
                rest = List.of(new Branch(branch.kind(), branch.pipeline(), branch.body(), rest));
            }
            Branch first = chain.get(0);
            return new Branch(first.kind(), first.pipeline(), first.body(), rest);
        }

        private List<TemplateNode> body(Token keyword, int depth) {
            if (depth >= DEEPEST) {
                throw problem(
                        keyword,
                        "branches and definitions are nested more than " + DEEPEST + " deep; each else if counts",
                        "move the inner ones to a template of their own");
            }
            List<TemplateNode> body = nodes(depth + 1);
            if (stop.isEmpty()) {
                throw problem(keyword, "{{ " + keyword.text() + " }} without an {{ end }}", "add {{ end }}");
            }
            return body;
        }

        private void end(Token keyword) {
            List<Token> stopped = stop.orElseThrow();
            if (!stopped.get(0).isName("end")) {
                throw problem(stopped.get(0), "a second else of one " + keyword.text(), "write else if, or remove it");
            }
            new PipelineParser(text, stopped, 1).end();
        }

        private void define(List<Token> words, int depth) {
            if (depth > 0) {
                throw problem(words.get(0), "a template is defined inside of something else", "move it out");
            }
            Token name = name(words);
            new PipelineParser(text, words, 2).end();
            define(name.text(), body(words.get(0), depth));
            end(words.get(0));
        }

        private TemplateNode block(List<Token> words, int depth) {
            Token name = name(words);
            Pipeline dot = whole(words, 2);
            define(name.text(), body(words.get(0), depth));
            end(words.get(0));
            return new Call(name.text(), name.start(), name.end(), Optional.of(dot));
        }

        /** One without any action does not take the place of another; see {@code AddParseTree} of Go. */
        private void define(String name, List<TemplateNode> body) {
            Template earlier = definitions.get(name);
            if (earlier == null || !body.isEmpty()) {
                definitions.put(name, new Template(text, body));
            }
        }

        private TemplateNode call(List<Token> words) {
            Token name = name(words);
            Optional<Pipeline> dot = words.get(2).is(Kind.END) ? Optional.empty() : Optional.of(whole(words, 2));
            return new Call(name.text(), name.start(), name.end(), dot);
        }

        private Token name(List<Token> words) {
            if (!words.get(1).is(Kind.STRING)) {
                throw problem(
                        words.get(0),
                        "{{ " + words.get(0).text() + " }} without the name of a template",
                        "write the name in quotes behind it");
            }
            return words.get(1);
        }

        private TemplateProblem problem(Token place, String message, String help) {
            return new TemplateProblem(text.place(place.start(), place.end()), message, help);
        }
    }
}
