package dev.runproof.runtime.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers queries about what was measured. Thread-safe. */
@FunctionalInterface
public interface Metrics {

    /**
     * Asks.
     *
     * @param query in PromQL; texts from outside are in it by {@link PromQl#quoted(String)} alone
     * @param at the time that it is asked about
     * @param timeout how long to wait at most, in all
     * @return what was measured, or why nobody knows; it does not throw
     */
    Answer query(String query, Instant at, Duration timeout);

    /** What is known. */
    sealed interface Answer {

        /**
         * The whole answer.
         *
         * @param samples the elements of an instant vector; perhaps none
         */
        record Samples(List<Sample> samples) implements Answer {

            /** Takes them as they are now. */
            public Samples {
                samples = List.copyOf(samples);
            }
        }

        /**
         * Nobody knows.
         *
         * @param reason why, in a sentence for people
         */
        record Unknown(String reason) implements Answer {}
    }

    /**
     * One value.
     *
     * @param labels its labels
     * @param value the value, which may be infinite or not a number
     */
    record Sample(Map<String, String> labels, double value) {

        /** Takes the labels as they are now. */
        public Sample {
            labels = Map.copyOf(labels);
        }
    }
}
