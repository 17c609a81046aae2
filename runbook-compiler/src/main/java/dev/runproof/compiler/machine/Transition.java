package dev.runproof.compiler.machine;

/**
 * A way from a state to another.
 *
 * @param from where it begins, by the name of the state
 * @param event what happens; no two ways from one state have the same
 * @param to where it leads, by the name of the state
 */
public record Transition(String from, String event, String to) {}
