package dev.runproof.compiler.promql;

import java.util.List;
import java.util.Optional;

/**
 * Series by name and labels, such as {@code up{job="api"} offset 5m}.
 *
 * @param name the name of the metric if it stands before the braces
 * @param matchers what stands in the braces, in order; a name in quotes is a matcher of {@link LabelMatcher#METRIC_NAME}
 * @param modifiers which time it looks at
 * @param range where it stands, with its modifiers; not with those behind the range of a {@link MatrixSelector}
 */
public record VectorSelector(Optional<String> name, List<LabelMatcher> matchers, Modifiers modifiers, Range range)
        implements Expr {

    /** Takes the list as it is now. */
    public VectorSelector {
        matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }
}
