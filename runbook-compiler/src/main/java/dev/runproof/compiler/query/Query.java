package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.ScalarPlaces;
import dev.runproof.compiler.yaml.YamlNode.Scalar;

/** What was read of the expression of a rule. It is read once, and all checks look at the same tree. Immutable. */
public sealed interface Query {

    /** Reads PromQL. */
    static Query of(Scalar scalar) {
        var places = new ScalarPlaces(scalar);
        PromQl.Result result = PromQl.parse(scalar.text());
        if (result instanceof PromQl.Rejected rejected) {
            return new Invalid(rejected.message(), rejected.range(), rejected.help(), places);
        }
        return new Read(((PromQl.Parsed) result).expr(), places);
    }

    /** The same text, not read as PromQL. */
    default Query foreign() {
        if (this instanceof Read read) {
            return new Foreign(read.places);
        }
        return this instanceof Invalid invalid ? new Foreign(invalid.places) : this;
    }

    /**
     * PromQL.
     *
     * @param expr the expression
     * @param places where its parts stand
     */
    record Read(Expr expr, ScalarPlaces places) implements Query {

        /** Where a part of it stands in the file. */
        public Span span(Range range) {
            return places.span(range.start(), range.end());
        }

        /**
         * A part of it as it is written, with each run of white space as one blank, so that two parts of the same text mean
         * the same.
         */
        public String text(Range range) {
            String written = places.text().substring(range.start(), range.end());
            // In quotes, and behind the sign of a comment, white space means something.
            boolean plain = written.chars().noneMatch(c -> "\"'`#".indexOf(c) >= 0);
            return plain ? written.strip().replaceAll("\\s+", " ") : written.strip();
        }
    }

    /**
     * A text that should be PromQL, and is not.
     *
     * @param message what is wrong
     * @param range where
     * @param help what to do
     * @param places where parts of the text stand
     */
    record Invalid(String message, Range range, String help, ScalarPlaces places) implements Query {

        /** Where the mistake stands in the file. */
        public Span span() {
            return places.span(range.start(), range.end());
        }
    }

    /**
     * A text that is not read as PromQL: LogQL, MetricsQL, or what may be one of these.
     *
     * @param places where its parts stand
     */
    record Foreign(ScalarPlaces places) implements Query {

        /** Where a part of it stands in the file. */
        public Span span(Range range) {
            return places.span(range.start(), range.end());
        }
    }

    /** No text of a query: a condition of Falco, or nothing at all. */
    record Unread() implements Query {}
}
