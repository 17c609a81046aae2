package dev.runproof.compiler.link;

import java.util.Locale;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** The status of an answer for people. What a server itself writes there is left out. */
final class StatusText {

    /** Others have no name, though some servers send them. */
    private static final int SMALLEST = 100;

    private static final int LARGEST = 599;

    private StatusText() {}

    /** Such as {@code 404 Not Found}. */
    static String of(int status) {
        String phrase = status < SMALLEST || status > LARGEST
                ? null
                : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH);
        return phrase == null ? String.valueOf(status) : status + " " + phrase;
    }
}
