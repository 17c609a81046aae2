package dev.runproof.compiler.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of pages: lower case words joined by hyphens. */
public final class Slug {

    private static final Pattern VALID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern PREFIX = Pattern.compile("^\\s*runbook\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_BREAK =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+");

    private static final Pattern OUTER_HYPHENS = Pattern.compile("^-+|-+$");

    private Slug() {}

    /** Whether a text is a slug. */
    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    /**
     * The slug of a title: {@code Runbook: KubeAPIDown} gives {@code kube-api-down}.
     *
     * @param title a title
     * @return the slug; empty if the title has no letter or digit of ASCII
     */
    public static String of(String title) {
        String words =
                WORD_BREAK.matcher(PREFIX.matcher(title).replaceFirst("")).replaceAll("-");
        return OUTER_HYPHENS.matcher(words).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
