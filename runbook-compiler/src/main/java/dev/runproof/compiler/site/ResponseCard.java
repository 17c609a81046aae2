package dev.runproof.compiler.site;

import java.util.List;
import java.util.Optional;

/**
 * A response as people need to know it. Immutable.
 *
 * @param name its name
 * @param diagram its state machine as SVG; empty where there is none
 * @param about what all signals have to agree on
 * @param signals what has to be seen, each of another class of evidence: all of them, each from any of its sources
 * @param conditions what else has to be so before anything is done, each a sentence
 * @param steps what is done, in this order
 * @param audit the command that only shows what would be done
 * @param enforce the command that does it
 * @param source its text
 */
public record ResponseCard(
        String name,
        Optional<String> diagram,
        List<TransactionCard.Input> about,
        List<Signal> signals,
        List<String> conditions,
        List<Step> steps,
        String audit,
        String enforce,
        String source) {

    /** Takes the lists as they are now. */
    public ResponseCard {
        about = List.copyOf(about);
        signals = List.copyOf(signals);
        conditions = List.copyOf(conditions);
        steps = List.copyOf(steps);
    }

    /**
     * Evidence of one class.
     *
     * @param evidence the class
     * @param sources what brings it, any of them
     */
    public record Signal(String evidence, List<String> sources) {

        /** Takes the list as it is now. */
        public Signal {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A step.
     *
     * @param transaction the transaction that it runs
     * @param rules when it is done, and what becomes of it, each a sentence
     */
    public record Step(String transaction, List<String> rules) {

        /** Takes the list as it is now. */
        public Step {
            rules = List.copyOf(rules);
        }
    }
}
