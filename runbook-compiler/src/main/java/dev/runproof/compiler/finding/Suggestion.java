package dev.runproof.compiler.finding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestion {

    private static final int LONGEST = 200;
    private static final int LONG = 10;

    private Suggestion() {}

    /**
     * The name that is nearest to a misspelt one, where one is near: at most a third of the letters differ.
     *
     * @param written what was written
     * @param names what there is
     * @return the nearest name; among equals the first in alphabetical order
     */
    public static Optional<String> nearest(String written, Collection<String> names) {
        if (written.isEmpty() || written.length() > LONGEST) {
            return Optional.empty();
        }
        record Candidate(String name, int distance) {}
        String folded = fold(written);
        return names.stream()
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST)
                .map(name -> new Candidate(name, distance(folded, fold(name))))
                .filter(candidate -> candidate.distance * 3 <= Math.max(written.length(), candidate.name.length()))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /**
     * The name that somebody meant and did not write for certain: nothing but case, hyphens and underscores differ, or one
     * letter, or two of a long name. For texts that may hold other names too, which {@link #nearest} would take for ours.
     *
     * @param written what was written
     * @param names what there is
     * @return the name; among equals the first in alphabetical order
     */
    public static Optional<String> slip(String written, Collection<String> names) {
        String folded = fold(written);
        return names.stream()
                .filter(name -> {
                    String meant = fold(name);
                    int slips = meant.length() >= LONG ? 2 : 1;
                    return Math.abs(folded.length() - meant.length()) <= slips && distance(folded, meant) <= slips;
                })
                .min(Comparator.naturalOrder());
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two texts; Damerau's optimal string alignment. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
