package dev.runproof.compiler.template;

import dev.runproof.compiler.template.TemplateNode.Base;
import dev.runproof.compiler.template.TemplateNode.Command;
import dev.runproof.compiler.template.TemplateNode.Dot;
import dev.runproof.compiler.template.TemplateNode.Function;
import dev.runproof.compiler.template.TemplateNode.Literal;
import dev.runproof.compiler.template.TemplateNode.Nested;
import dev.runproof.compiler.template.TemplateNode.Operand;
import dev.runproof.compiler.template.TemplateNode.Path;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import dev.runproof.compiler.template.TemplateNode.Variable;
import dev.runproof.compiler.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the pipelines of one action. */
final class PipelineParser {

    private static final int DEEPEST = 20;
    private static final Set<String> CONSTANTS = Set.of("true", "false", "nil");

    private final TemplateText text;
    private final List<Token> words;
    private int at;
    private int depth;

    PipelineParser(TemplateText text, List<Token> words, int from) {
        this.text = text;
        this.words = words;
        this.at = from;
    }

    /** Refuses words that are left over. */
    void end() {
        if (!peek().is(Kind.END)) {
            throw unexpected();
        }
    }

    Pipeline pipeline() {
        List<String> variables = variables();
        boolean declares = !variables.isEmpty() && words.get(at - 1).is(Kind.DECLARE);
        var commands = new ArrayList<Command>();
        while (true) {
            commands.add(command());
            if (!peek().is(Kind.PIPE)) {
                return new Pipeline(variables, declares, commands);
            }
            at++;
        }
    }

    /** Those before {@code :=} or {@code =}; none if there is neither. */
    private List<String> variables() {
        var names = new ArrayList<String>();
        int next = at;
        while (words.get(next).is(Kind.VARIABLE)) {
            names.add(words.get(next).text());
            next++;
            if (words.get(next).is(Kind.COMMA)) {
                next++;
            } else if (words.get(next).is(Kind.DECLARE) || words.get(next).is(Kind.ASSIGN)) {
                at = next + 1;
                return names;
            } else {
                break;
            }
        }
        return List.of();
    }

    private Command command() {
        var operands = new ArrayList<Operand>();
        while (!peek().is(Kind.PIPE) && !peek().is(Kind.CLOSE) && !peek().is(Kind.END)) {
            operands.add(operand());
        }
        if (operands.isEmpty()) {
            throw new TemplateProblem(
                    text.place(peek().start(), peek().end()), "a value is missing here", "write a field or a text");
        }
        return new Command(operands);
    }

    private Operand operand() {
        Token word = words.get(at);
        return switch (word.kind()) {
            case DOT -> {
                at++;
                yield path(new Dot(), word);
            }
            case FIELD -> path(new Dot(), word);
            case VARIABLE -> {
                at++;
                yield path(new Variable(word.text()), word);
            }
            case OPEN -> path(nested(), word);
            case STRING -> literal(word, true);
            case NUMBER -> literal(word, false);
            case NAME -> {
                if (CONSTANTS.contains(word.text())) {
                    yield literal(word, false);
                }
                at++;
                yield new Function(word.text());
            }
            default -> throw unexpected();
        };
    }

    private Operand literal(Token word, boolean string) {
        at++;
        return new Literal(word.text(), string, word.start(), word.end());
    }

    private Base nested() {
        if (++depth > DEEPEST) {
            throw new TemplateProblem(
                    text.place(peek().start(), peek().end()),
                    "parentheses are nested more than " + DEEPEST + " deep",
                    "put the inner value into a variable");
        }
        at++;
        Pipeline pipeline = pipeline();
        if (!peek().is(Kind.CLOSE)) {
            throw new TemplateProblem(
                    text.place(peek().start(), peek().end()), "a parenthesis is not closed", "close it with )");
        }
        at++;
        depth--;
        return new Nested(pipeline);
    }

    private Path path(Base base, Token first) {
        var fields = new ArrayList<String>();
        int end = words.get(Math.max(0, at - 1)).end();
        while (peek().is(Kind.FIELD) && (peek().glued() || peek().equals(first))) {
            fields.add(peek().text());
            end = peek().end();
            at++;
        }
        return new Path(base, fields, first.start(), end);
    }

    private Token peek() {
        return words.get(at);
    }

    private TemplateProblem unexpected() {
        Token word = peek();
        return new TemplateProblem(
                text.place(word.start(), word.end()),
                word.is(Kind.END) ? "the action ends too early" : "a template has no " + word.shown() + " here",
                "look at the words before it");
    }
}
