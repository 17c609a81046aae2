package dev.runproof.runtime.response;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a response runs by itself: each of its signals is seen, all of them about the same inputs of the response. A label of an
 * alert, or a field of an event of Falco, brings an input, as the declaration of the input says.
 *
 * <p>An executor that is told to run a response does not ask for the signals before; what is waited for is waited for there too. Immutable.
 *
 * @param signals what has to be seen, each of another class of evidence; at least one
 * @param within the time in which all of them have to be seen; empty if there is but one
 * @param grace how it is waited before anything is changed; empty if it is not
 */
public record Trigger(List<Signal> signals, Optional<Duration> within, Optional<Grace> grace) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no signal, two are of one class, or several come in no time
     */
    public Trigger {
        signals = List.copyOf(signals);
        Set<Evidence> seen = EnumSet.noneOf(Evidence.class);
        for (Signal signal : signals) {
            require(seen.add(signal.evidence()), "two signals are of the class " + signal.evidence());
        }
        require(!signals.isEmpty(), "a response has a signal");
        require(signals.size() == 1 || within.isPresent(), "several signals come within a time");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The classes of evidence. */
    public enum Evidence {
        /** What runs. */
        PROCESS,
        /** With whom it talks, and how much. */
        NETWORK,
        /** What is read or written on disk. */
        FILE,
        /** Who acts, and as whom. */
        IDENTITY,
        /** How often something happens. */
        RATE,
        /** What others know about the source. */
        REPUTATION
    }

    /**
     * Evidence of one class.
     *
     * @param evidence the class
     * @param sources what brings it, at least one; any of them is enough
     */
    public record Signal(Evidence evidence, List<Source> sources) {

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there is no source
         */
        public Signal {
            sources = List.copyOf(sources);
            require(!sources.isEmpty(), "a signal has a source");
        }
    }

    /** What brings evidence. */
    public sealed interface Source {

        /**
         * An alert that Alertmanager sends.
         *
         * @param name its name
         */
        record Alert(String name) implements Source {}

        /**
         * A rule of Falco, whose events come straight.
         *
         * @param name its name
         */
        record FalcoRule(String name) implements Source {}
    }

    /**
     * That it is waited before anything is changed, and then looked again whether the signals are still there.
     *
     * @param pause how long
     * @param ifUnknown what becomes of the response if that cannot be found out
     * @param atOnce how many of the first steps do not wait, as they only look at what they are about
     */
    public record Grace(Duration pause, IfUnknown ifUnknown, int atOnce) {

        /**
         * Checks the time.
         *
         * @throws IllegalArgumentException if there is none, or the number of steps is none
         */
        public Grace {
            require(pause.compareTo(Duration.ZERO) > 0, "a grace has some time");
            require(atOnce >= 0, "no fewer steps than none begin at once");
        }

        /** What becomes of a response of whose signals nobody knows. */
        public enum IfUnknown {
            /** It ends, and a person is told. */
            ABORT,
            /** It goes on. */
            PROCEED
        }
    }
}
