package dev.runproof.compiler.model;

import dev.runproof.compiler.label.RecordingRule;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.source.Span;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A recording rule: a server keeps what its expression gives as a metric of another name. Immutable.
 *
 * @param name the name of that metric
 * @param query its expression
 * @param labels the labels that it sets, its own before those of its group
 */
public record Recording(Located<String> name, Query query, Map<String, Located<String>> labels)
        implements RecordingRule {

    /** Takes the labels as they are now. */
    public Recording {
        labels = Map.copyOf(labels);
    }

    /** The same with another reading of its expression. */
    public Recording with(Query reading) {
        return new Recording(name, reading, labels);
    }

    @Override
    public String metric() {
        return name.value();
    }

    @Override
    public Optional<Expr> expression() {
        return query instanceof Query.Read read ? Optional.of(read.expr()) : Optional.empty();
    }

    @Override
    public Map<String, String> labelsSet() {
        return labels.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().value()));
    }

    @Override
    public Span place(Optional<Range> clause) {
        return query instanceof Query.Read read ? clause.map(read::span).orElseGet(name::span) : name.span();
    }
}
