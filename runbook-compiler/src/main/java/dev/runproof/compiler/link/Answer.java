package dev.runproof.compiler.link;

import java.util.Optional;

/** What came of one request. */
sealed interface Answer {

    /**
     * The server answered.
     *
     * @param status the number of its status
     * @param location where it redirects to, as it says it
     * @param retryAfter when it may be asked again, as it says it
     * @param page what the page has, if its body was asked for and was sent
     */
    record Status(int status, Optional<String> location, Optional<String> retryAfter, Optional<HtmlPage> page)
            implements Answer {

        boolean good() {
            return status >= 200 && status < 300;
        }

        boolean redirects() {
            return location.isPresent()
                    && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
        }

        /** Whether it says that the other address is the right one from now on. */
        boolean permanent() {
            return status == 301 || status == 308;
        }

        /** Whether it says that there is nothing. */
        boolean nothingThere() {
            return status == 404 || status == 410;
        }

        /** Whether the same request may be answered otherwise a little later. */
        boolean passing() {
            return status == 408
                    || status == 425
                    || status == 429
                    || (status >= 500 && status < 600 && status != 501 && status != 505);
        }

        /** Whether it says that too much was asked of it. */
        boolean tooMuch() {
            return status == 429 || (status == 503 && retryAfter.isPresent());
        }
    }

    /**
     * There was no answer.
     *
     * @param kind why
     * @param why the same for people, as a clause such as {@code the connection was refused}
     */
    record Failure(Kind kind, String why) implements Answer {}

    /** Why there was no answer. */
    enum Kind {
        /** There is no host of that name. */
        NO_SUCH_HOST,
        /** Nothing was sent, by a rule of ours, and nothing will be. */
        NOT_ASKED,
        /** It did not come in time, or the connection was not made or broke: may be otherwise a little later. */
        UNREACHABLE,
        /** What came is not what we can take, such as a certificate of another host: will be the same again. */
        UNUSABLE
    }
}
