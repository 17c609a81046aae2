package dev.runproof.compiler.site;

/**
 * Another name under which a page is found.
 *
 * @param name the other name, from the root of the site
 * @param page the name of the page
 * @param fragment the place on it, encoded for an address; may be empty
 */
public record Alias(String name, String page, String fragment) {}
