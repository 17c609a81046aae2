package dev.runproof.compiler.check;

import dev.runproof.compiler.resolve.ReadLink.Destination;
import java.util.List;

/** Names the values of labels for which a link is wrong. */
final class GivenValues {

    private GivenValues() {}

    /**
     * Such as {@code  where cluster is eu-1, and wrong for 2 other values}.
     *
     * @param wrong the places that are wrong; at least one
     * @param more how many others are not among them
     * @return the text, with a blank before it; empty if the link does not depend on labels
     */
    static String where(List<Destination> wrong, int more) {
        String given = wrong.get(0).given();
        int others = wrong.size() - 1 + more;
        return given.isEmpty()
                ? ""
                : " where " + given
                        + (others == 0 ? "" : ", and wrong for " + others + " other value" + (others == 1 ? "" : "s"));
    }
}
