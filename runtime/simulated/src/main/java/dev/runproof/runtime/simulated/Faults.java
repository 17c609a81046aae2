package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Says which calls to a {@link FaultyCluster} fail. It is asked once for each call, in the order of the calls, and may do
 * anything meanwhile, such as change the object as another actor would.
 */
@FunctionalInterface
public interface Faults {

    /**
     * Decides on a call.
     *
     * @param call the call that is about to be made
     * @return how it fails, or empty if it does not
     */
    Optional<Fault> on(Call call);

    /**
     * One call fails.
     *
     * @param verb the verb of the call
     * @param kind the kind that it is about
     * @param nth which call of that verb about that kind, from 1
     * @param fault how it fails
     */
    static Faults nth(Verb verb, ResourceKind kind, int nth, Fault fault) {
        var seen = new AtomicInteger();
        return call -> call.verb() == verb && call.kind().equals(kind) && seen.incrementAndGet() == nth
                ? Optional.of(fault)
                : Optional.empty();
    }

    /** What a call does. */
    enum Verb {
        /** Reads one object. */
        GET,
        /** Reads all objects of a kind. */
        LIST,
        /** Creates an object. */
        CREATE,
        /** Replaces an object. */
        REPLACE,
        /** Sets fields of an object. */
        APPLY,
        /** Deletes an object. */
        DELETE
    }

    /**
     * A call to a cluster.
     *
     * @param number which call it is, from 1, over all verbs and kinds
     * @param verb what it does
     * @param kind the kind that it is about
     * @param name the name of the object; empty for a list
     * @param mode whether a write is stored; {@link WriteMode#DRY_RUN} for a read
     */
    record Call(int number, Verb verb, ResourceKind kind, String name, WriteMode mode) {}

    /**
     * How a call fails.
     *
     * @param moment whether the server has done what it was asked
     * @param failure what the caller gets: a {@link ClusterException}, or anything else that ends it as a crash does
     */
    record Fault(Moment moment, RuntimeException failure) {

        /** When a call fails. */
        public enum Moment {
            /** The call does not reach the server. */
            BEFORE,
            /** The server has done it, and the answer is lost. */
            AFTER
        }

        /** The call does not reach the server, or is refused by it. */
        public static Fault before(Reason reason) {
            return new Fault(
                    Moment.BEFORE, new ClusterException(reason, "simulated fault: " + reason + ", nothing is done"));
        }

        /** The server has done what it was asked, and the answer is lost. */
        public static Fault after(Reason reason) {
            return new Fault(
                    Moment.AFTER, new ClusterException(reason, "simulated fault: " + reason + ", after it is done"));
        }

        /** Each way in which one call can fail: for each reason without anything done, and done without that being known. */
        public static List<Fault> each() {
            return Stream.concat(
                            Stream.of(Reason.values()).map(Fault::before), Stream.of(after(Reason.UNKNOWN_OUTCOME)))
                    .toList();
        }

        @Override
        public String toString() {
            return moment + " " + failure.getMessage();
        }
    }
}
