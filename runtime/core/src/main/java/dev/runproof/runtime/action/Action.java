package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;

/**
 * Something that contains an incident: one effect on one target, with one inverse.
 *
 * <p>An action writes nothing. It says what is to be changed, as a value; the engine makes the change, stamps it with
 * transaction and epoch, finds it again after a crash, and undoes it. Whatever the engine is proved to do, it so does for
 * every action.
 */
public interface Action {

    /** The name in a runbook, such as {@code block-ip}. */
    String name();

    /** What is contained. Two actions with the same target exclude each other. */
    ContainmentTarget target();

    /**
     * What is to be changed.
     *
     * @param cluster for reads of what is there now
     * @return the change; the same each time, as long as what was read is the same
     */
    Change change(ClusterReads cluster);
}
