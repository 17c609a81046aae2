package dev.runproof.compiler.workspace;

import dev.runproof.compiler.model.Located;
import java.util.Optional;

/**
 * A place where runbooks are published.
 *
 * @param at the pattern of its addresses
 * @param headings the name of the rules by which its headings become anchors, where it is written
 * @param of a glob of the runbooks that are published there, relative to the folder of the configuration; all if it is empty
 */
public record SiteSetting(Located<String> at, Optional<Located<String>> headings, Optional<Located<String>> of) {}
