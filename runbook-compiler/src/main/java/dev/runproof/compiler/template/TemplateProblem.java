package dev.runproof.compiler.template;

import dev.runproof.compiler.source.Span;

/** A text is not a template. Never leaves this package: readers return a finding. */
final class TemplateProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Span span;
    private final String message;
    private final String help;

    TemplateProblem(Span span, String message, String help) {
        super(message, null, false, false);
        this.span = span;
        this.message = message;
        this.help = help;
    }

    Span span() {
        return span;
    }

    String message() {
        return message;
    }

    String help() {
        return help;
    }
}
