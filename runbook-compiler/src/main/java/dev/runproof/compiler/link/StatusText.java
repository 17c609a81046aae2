package dev.runproof.compiler.link;

import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** The status of an answer for people. What a server itself writes there is left out. */
final class StatusText {

    private StatusText() {}

    /** Such as {@code 404 Not Found}. */
    static String of(int status) {
        String phrase = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, java.util.Locale.ENGLISH);
        return phrase == null ? String.valueOf(status) : status + " " + phrase;
    }
}
