package dev.runproof.compiler.link;

import dev.runproof.compiler.link.Answer.Failure;
import dev.runproof.compiler.link.Answer.Status;
import dev.runproof.compiler.link.Verdict.Dead;
import dev.runproof.compiler.link.Verdict.Fine;
import dev.runproof.compiler.link.Verdict.Moved;
import dev.runproof.compiler.link.Verdict.Undecided;
import dev.runproof.compiler.link.Web.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The way from an address to a verdict: what is asked next, after each answer. Of an answer to HEAD only good news are believed, for
 * many a server does not know HEAD and says so in all sorts of ways. Knows nothing of time but what it is told; not thread-safe.
 */
final class Inquiry {

    /** As many as browsers follow (Fetch Standard, HTTP-redirect fetch). */
    private static final int MOST_REDIRECTS = 20;

    /** What pages are called that stand before others. */
    private static final Set<String> LOGINS = Set.of(
            "login",
            "log-in",
            "log_in",
            "signin",
            "sign-in",
            "sign_in",
            "sso",
            "saml",
            "saml2",
            "oauth",
            "oauth2",
            "oidc",
            "servicelogin");

    private static final Pattern PARTS = Pattern.compile("[/.?]");

    private final WebAddress start;
    private final Set<String> fragments;
    private final Patience patience;
    private final Set<WebAddress> seen = new HashSet<>();

    private WebAddress at;
    private Method method;
    private int tries;
    private boolean headWasBad;

    /** How far only redirects for good have led. */
    private WebAddress settled;

    private boolean allForGood = true;
    private Optional<String> replaced = Optional.empty();
    private Optional<String> settledFragment = Optional.empty();

    /** What comes next. */
    sealed interface Step {

        /**
         * A request.
         *
         * @param address what for
         * @param method how
         * @param after how long to wait before
         * @param wholeHost whether the host is to be left alone for that time
         */
        record Ask(WebAddress address, Method method, Duration after, boolean wholeHost) implements Step {}

        /**
         * Nothing more.
         *
         * @param outcome what is known now
         * @param closesHost why its host is not to be asked for anything else; empty if it may be
         */
        record Done(Outcome outcome, Optional<String> closesHost) implements Step {}
    }

    /**
     * An inquiry.
     *
     * @param start the page
     * @param fragments the places on it that are asked for, as they are written
     * @param patience how often something is tried
     */
    Inquiry(WebAddress start, Set<String> fragments, Patience patience) {
        this.start = start;
        this.fragments = Set.copyOf(fragments);
        this.patience = patience;
        this.at = start;
        this.settled = start;
        this.method = firstMethod();
        seen.add(start);
    }

    WebAddress start() {
        return start;
    }

    private Method firstMethod() {
        return fragments.isEmpty() ? Method.HEAD : Method.READ;
    }

    /** The first request. */
    Step.Ask first() {
        return now();
    }

    private Step.Ask now() {
        return new Step.Ask(at, method, Duration.ZERO, false);
    }

    /**
     * What comes after an answer.
     *
     * @param asked how was asked; perhaps otherwise than was wanted
     * @param answer the answer
     * @param time the present time
     */
    Step next(Method asked, Answer answer, Instant time) {
        if (answer instanceof Failure failure) {
            return after(asked, failure);
        }
        var status = (Status) answer;
        if (status.redirects()) {
            return follow(status);
        }
        if (status.good()) {
            return arrived(status);
        }
        if (status.passing()) {
            return again(status, time);
        }
        if (asked == Method.HEAD) {
            headWasBad = true;
            method = Method.GET;
            return now();
        }
        return done(
                status.nothingThere()
                        ? new Dead(where() + "the server answers " + StatusText.of(status.status()), false)
                        : new Undecided(where() + "the server answers " + StatusText.of(status.status())));
    }

    /** Whether bad news by HEAD was not believed, about the address that was asked for last. */
    boolean headWasBad() {
        return headWasBad;
    }

    private Step after(Method asked, Failure failure) {
        Verdict verdict = failure.kind() == Answer.Kind.NO_SUCH_HOST
                ? new Dead(where() + failure.why(), true)
                : new Undecided(where() + failure.why());
        if (failure.kind() == Answer.Kind.UNREACHABLE && ++tries < patience.tries()) {
            method = asked == Method.HEAD ? Method.GET : asked;
            return new Step.Ask(at, method, patience.after(tries), true);
        }
        if (failure.kind() == Answer.Kind.UNUSABLE && asked == Method.HEAD) {
            method = Method.GET;
            return now();
        }
        return done(verdict);
    }

    private Step again(Status status, Instant time) {
        Optional<Duration> wanted = status.retryAfter().flatMap(text -> RetryAfter.read(text, time));
        String what = where() + "the server answers " + StatusText.of(status.status());
        if (wanted.filter(pause -> pause.compareTo(patience.longest()) > 0).isPresent()) {
            String pause = DurationText.of(wanted.get());
            return new Step.Done(
                    Outcome.of(new Undecided(what + ", and wants to be asked again in " + pause)),
                    Optional.of("its host wants to be asked again in " + pause));
        }
        if (++tries >= patience.tries()) {
            return done(new Undecided(what));
        }
        if (method == Method.HEAD && !status.tooMuch()) {
            method = Method.GET;
        }
        return new Step.Ask(at, method, wanted.orElseGet(() -> patience.after(tries)), status.tooMuch());
    }

    private Step follow(Status status) {
        String location = status.location().orElseThrow();
        Optional<WebAddress.Written> target = at.resolve(location);
        if (target.isEmpty()) {
            return done(new Undecided(where() + "the server redirects to what is no address of the web"));
        }
        allForGood &= status.permanent();
        at = target.get().address();
        replaced = target.get().fragment().or(() -> replaced);
        if (allForGood) {
            settled = at;
            settledFragment = replaced;
        }
        boolean circle = !seen.add(at);
        if (circle || seen.size() > MOST_REDIRECTS) {
            String what = circle ? "its redirects lead round in a circle" : "more than 20 redirects follow each other";
            // Who keeps no cookies is led round by some sites that mean well; but nobody means that for good.
            return done(allForGood ? new Dead(what, false) : new Undecided(what));
        }
        tries = 0;
        headWasBad = false;
        method = firstMethod();
        return now();
    }

    private Step arrived(Status status) {
        if (isLogin(at) && !isLogin(start)) {
            return done(new Undecided("it redirects to a login, " + at.text()));
        }
        Verdict page = settled.equals(start)
                ? new Fine()
                : new Moved(
                        settled.text() + settledFragment.map(name -> "#" + name).orElse(""));
        Map<String, Verdict> places = new HashMap<>();
        for (String fragment : fragments) {
            places.put(fragment, new Fragment(fragment).on(at, status.page(), replaced, where()));
        }
        return new Step.Done(new Outcome(page, places), Optional.empty());
    }

    private static boolean isLogin(WebAddress address) {
        return address.host().startsWith("accounts.")
                || address.host().startsWith("login.")
                || Arrays.stream(PARTS.split(address.target().split("\\?", 2)[0].toLowerCase(Locale.ROOT)))
                        .anyMatch(LOGINS::contains);
    }

    private Step done(Verdict verdict) {
        return new Step.Done(Outcome.of(verdict), Optional.empty());
    }

    /** What is before the reason, if that is not about the address itself. */
    private String where() {
        return at.equals(start) ? "" : "it redirects to " + at.text() + ", and there ";
    }
}
