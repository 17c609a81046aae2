package dev.runproof.compiler.output;

/**
 * What became of the addresses on the web, each counted once.
 *
 * @param addresses different addresses
 * @param places the places at which they are written
 * @param hosts hosts that were asked, those of redirects too
 * @param requests requests that were made
 * @param fine addresses that lead somewhere, those that were not asked for again among them
 * @param moved of these, those that have another address for good
 * @param dead addresses that lead to nothing
 * @param undecided addresses of which that could not be told
 * @param remembered addresses that were fine a short time ago, and not asked for
 * @param ignored addresses that the configuration leaves out
 * @param templates places with an address that is known only when an alert fires
 * @param notAsked addresses that were not asked for, because the run was offline
 */
public record LinkLedger(
        int addresses,
        int places,
        int hosts,
        int requests,
        int fine,
        int moved,
        int dead,
        int undecided,
        int remembered,
        int ignored,
        int templates,
        int notAsked) {

    /** Such as {@code 12 addresses at 40 places: 9 fine, 2 dead, 1 could not be told; 14 requests to 5 hosts}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(counted(addresses, "address", "addresses"))
                .append(" at ")
                .append(counted(places, "place", "places"))
                .append(": ")
                .append(fine)
                .append(" fine");
        append(moved, " of them moved", text);
        append(dead, " dead", text);
        append(undecided, " could not be told", text);
        append(notAsked, " not asked for, offline", text);
        append(ignored, " ignored by configuration", text);
        append(
                templates,
                templates == 1 ? " place with a template, not checked" : " places with a template, not checked",
                text);
        text.append("; ")
                .append(counted(requests, "request", "requests"))
                .append(" to ")
                .append(counted(hosts, "host", "hosts"));
        append(remembered, " remembered", text);
        return text.toString();
    }

    private static String counted(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    private static void append(int count, String what, StringBuilder text) {
        if (count > 0) {
            text.append(", ").append(count).append(what);
        }
    }
}
