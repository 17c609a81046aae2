package dev.runproof.compiler.response;

import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * A step of a response: one transaction of the same runbook, after which it is called.
 *
 * @param transaction what is done
 * @param nameSpan where its name stands
 * @param given what its inputs and lookups are, in the order of the transaction; one that is not among them has its default
 * @param onlyIf what has to hold of the subject for it to be done at all
 * @param ifFails what becomes of the response if it fails; to stop unless written
 * @param ifLaterFails what becomes of it if a later step fails; empty if that is not written, which is to undo it
 * @param approval who has to agree first; empty if nobody has to
 */
public record Step(
        Transaction transaction,
        Span nameSpan,
        List<Given> given,
        List<CheckCall> onlyIf,
        IfFails ifFails,
        Optional<IfLaterFails> ifLaterFails,
        Optional<Approval> approval) {

    /** Takes the lists as they are now. */
    public Step {
        given = List.copyOf(given);
        onlyIf = List.copyOf(onlyIf);
    }

    /** Its name, which is the transaction's. */
    public String name() {
        return transaction.name();
    }

    /**
     * What an input or a lookup of the transaction is.
     *
     * @param name the name of the input, or of the lookup, such as {@code pod.workload}
     * @param value what it is: a part of what the response is about, what is looked up, or a value that stands in the block
     */
    public record Given(String name, Argument value) {}

    /** What becomes of a response if a step fails. */
    public enum IfFails {
        /** It ends. */
        STOP,
        /** It goes on. */
        CONTINUE
    }

    /** What becomes of a step that was done if a later one fails. */
    public enum IfLaterFails {
        /** It stays. */
        KEEP,
        /** It is taken back. */
        UNDO
    }
}
