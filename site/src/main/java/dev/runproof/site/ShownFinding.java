package dev.runproof.site;

/**
 * A finding as it is shown on a page. Public for the templates alone.
 *
 * @param id its id
 * @param error whether it refuses a change
 * @param place where it was found
 * @param message what is wrong
 * @param help what to do
 */
public record ShownFinding(String id, boolean error, String place, String message, String help) {}
