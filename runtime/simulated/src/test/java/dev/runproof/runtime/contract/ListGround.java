package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.List;
import java.util.Optional;

/** An object with a list that others write too, and an action that has the address {@link DenyIngress#ATTACKER} in it. */
interface ListGround extends AutoCloseable {

    /** The transaction that puts it there. */
    SafetyTransaction<?> transaction(List<Check> after);

    /** Its inputs. */
    InputTexts texts();

    /** The object, if it is there. */
    Optional<KubernetesObject> object();

    /** Whether the list has the address. */
    boolean isDenied();

    /** Whether a containment has left its sign on the object. */
    boolean isStamped();

    /** Whether all but the address is as others have written it. */
    boolean isOthersAsWritten();

    /** Somebody adds something to the list. */
    void add();

    /** Somebody takes the address out of the list. */
    void takeOut();

    /** Another object gets the name, whose list has the address. */
    void succeed();

    void delete();

    @Override
    void close();
}
