package dev.runproof.compiler.yaml;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with any YAML text. */
public final class YamlRules {

    /** The text is not YAML, or it is deeper or larger than anything that a person would write. */
    public static final Rule INVALID_YAML = Rule.unread("invalid-yaml");

    /** A mapping has a key twice; programs differ in which one they take. */
    public static final Rule DUPLICATE_KEY = Rule.error("duplicate-key");

    private YamlRules() {}
}
