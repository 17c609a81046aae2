package dev.runproof.compiler.model;

import dev.runproof.compiler.query.Query;

/**
 * A recording rule: a server keeps what its expression gives as a metric of another name.
 *
 * @param name the name of that metric
 * @param query its expression
 */
public record Recording(Located<String> name, Query query) {}
