package dev.runproof.compiler.model;

import java.util.Optional;

/**
 * An input that the front matter of a runbook declares: whoever reads the page puts its value in place of {@code <NAME>} in
 * the commands, or the website does.
 *
 * @param name its name: upper case words joined by underscores, such as {@code SOURCE_IP}
 * @param type the name of its type
 * @param label the alert label that carries it, where one is named
 * @param falcoField the field of a Falco event that carries it, where one is named
 */
public record Placeholder(
        Located<String> name,
        Located<String> type,
        Optional<Located<String>> label,
        Optional<Located<String>> falcoField) {}
