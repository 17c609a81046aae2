package dev.runproof.compiler.response;

import dev.runproof.compiler.source.Span;
import java.util.List;

/**
 * Evidence of one class, which any of its sources can bring.
 *
 * @param evidence the class
 * @param span where the class stands
 * @param sources at least one, each another
 */
public record Signal(Evidence evidence, Span span, List<Source> sources) {

    /** Takes the list as it is now. */
    public Signal {
        sources = List.copyOf(sources);
    }

    /**
     * What brings evidence.
     *
     * @param kind whether it is an alert or a rule of Falco
     * @param name its name
     * @param span where the name stands
     */
    public record Source(Kind kind, String name, Span span) {

        /** What kind of source. */
        public enum Kind {
            /** An alert that Alertmanager sends. */
            ALERT,
            /** A rule of Falco, whose events come straight. */
            FALCO
        }
    }
}
