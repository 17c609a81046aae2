package dev.runproof.compiler.exercise;

import dev.runproof.compiler.model.Located;

/**
 * What an exercise or an incident showed to be wrong.
 *
 * @param found what was found
 * @param open whether nothing was changed for it yet
 * @param what what was changed; if it is open, who sees to it or where that can be read
 */
public record Lesson(Located<String> found, boolean open, String what) {}
