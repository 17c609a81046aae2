package dev.runproof.compiler.exercise;

/**
 * What those who take part are told in the course of an exercise.
 *
 * @param minute how many minutes after the beginning
 * @param tell what they are told
 */
public record Inject(int minute, String tell) {}
