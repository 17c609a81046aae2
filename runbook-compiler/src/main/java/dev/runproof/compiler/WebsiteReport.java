package dev.runproof.compiler;

import dev.runproof.compiler.site.Website;
import java.util.Optional;

/**
 * What the website is made of. Immutable.
 *
 * @param check what is wrong with it
 * @param website the website; empty if the configuration is of no use
 */
public record WebsiteReport(CheckReport check, Optional<Website> website) {}
