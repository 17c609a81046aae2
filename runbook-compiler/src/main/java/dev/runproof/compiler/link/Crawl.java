package dev.runproof.compiler.link;

import dev.runproof.compiler.link.Answer.Failure;
import dev.runproof.compiler.link.Answer.Kind;
import dev.runproof.compiler.link.Inquiry.Step;
import dev.runproof.compiler.link.Verdict.Undecided;
import dev.runproof.compiler.link.Web.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Makes the requests of many inquiries: so many at once in all and to one host, and not too soon after each other to one host. One
 * thread decides; requests are made by others. For one run, not thread-safe.
 */
final class Crawl {

    /** After so many addresses of a host that could not be reached, one after the other, the rest is not tried. */
    private static final int UNREACHED = 2;

    private static final String INTERRUPTED = "the run was interrupted";

    private final Web web;
    private final Executor workers;
    private final Ticker ticker;
    private final Limits limits;
    private final LinkProgress progress;
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
    private final Map<String, Host> hosts = new HashMap<>();
    private final TreeSet<Host> ready =
            new TreeSet<>(Comparator.comparing(Host::earliest).thenComparingInt(host -> host.number));
    private final Map<WebAddress, Outcome> outcomes = new LinkedHashMap<>();
    private int inquiries;
    private int underWay;
    private int requests;

    /**
     * How much is asked.
     *
     * @param atOnce requests at once
     * @param perHost of these, requests to one host
     * @param interval the time between the beginnings of two requests to one host
     */
    record Limits(int atOnce, int perHost, Duration interval) {}

    /**
     * What came of a run.
     *
     * @param outcomes what is known, by page
     * @param requests how many requests were made
     * @param hosts how many hosts were asked
     */
    record Result(Map<WebAddress, Outcome> outcomes, int requests, int hosts) {

        /** Takes the map as it is now. */
        Result {
            outcomes = Map.copyOf(outcomes);
        }
    }

    private record Task(Inquiry inquiry, int number) {}

    private record Waiting(Task task, Step.Ask ask, Instant due) {
        int number() {
            return task.number;
        }
    }

    private record Answered(Task task, Host host, Method method, Answer answer) {}

    /** A host, and what waits for it. */
    private static final class Host {
        private final int number;
        private final PriorityQueue<Waiting> waiting =
                new PriorityQueue<>(Comparator.comparing(Waiting::due).thenComparingInt(Waiting::number));
        private Instant notBefore = Instant.MIN;
        private int underWay;
        private int unreached;
        private boolean knowsHead = true;
        private Optional<String> closed = Optional.empty();

        Host(int number) {
            this.number = number;
        }

        Instant earliest() {
            if (waiting.isEmpty()) {
                return Instant.MAX;
            }
            Instant due = waiting.element().due;
            return closed.isPresent() || due.isAfter(notBefore) ? due : notBefore;
        }
    }

    Crawl(Web web, Executor workers, Ticker ticker, Limits limits, LinkProgress progress) {
        this.web = web;
        this.workers = workers;
        this.ticker = ticker;
        this.limits = limits;
        this.progress = progress;
    }

    /** Runs inquiries to their ends. If the thread is interrupted, those that are left are undecided. */
    Result run(Collection<Inquiry> all) {
        inquiries = all.size();
        int number = 0;
        for (Inquiry inquiry : all) {
            enqueue(new Task(inquiry, number++), inquiry.first());
        }
        try {
            while (outcomes.size() < inquiries) {
                askWhatMay();
                if (outcomes.size() < inquiries) {
                    ticker.await(answers, nextMoment(), underWay > 0).ifPresent(this::take);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            all.forEach(inquiry -> outcomes.putIfAbsent(inquiry.start(), Outcome.of(new Undecided(INTERRUPTED))));
        }
        return new Result(outcomes, requests, hosts.size());
    }

    private void enqueue(Task task, Step.Ask ask) {
        Host host = hosts.computeIfAbsent(ask.address().site(), site -> new Host(hosts.size()));
        ready.remove(host);
        Instant then = ticker.now().plus(ask.after());
        if (ask.wholeHost() && then.isAfter(host.notBefore)) {
            host.notBefore = then;
        }
        // What need not wait itself stands before all that has to, and what was begun before what was not.
        Instant due = ask.wholeHost() || ask.after().isZero() ? Instant.MIN : then;
        host.waiting.add(new Waiting(task, ask, due));
        putBack(host);
    }

    /** A host stands among those that are ready while something waits for it and one more request may be made. */
    private void putBack(Host host) {
        if (!host.waiting.isEmpty() && host.underWay < limits.perHost()) {
            ready.add(host);
        }
    }

    private Optional<Instant> nextMoment() {
        return underWay < limits.atOnce() && !ready.isEmpty()
                ? Optional.of(ready.first().earliest())
                : Optional.empty();
    }

    private void askWhatMay() {
        Instant now = ticker.now();
        while (underWay < limits.atOnce()
                && !ready.isEmpty()
                && !ready.first().earliest().isAfter(now)) {
            Host host = ready.pollFirst();
            Waiting next = host.waiting.remove();
            Method wanted = next.ask.method();
            Method method = wanted == Method.HEAD && !host.knowsHead ? Method.GET : wanted;
            underWay++;
            host.underWay++;
            if (host.closed.isPresent()) {
                var refusal = new Failure(Kind.NOT_ASKED, host.closed.get());
                answers.add(new Answered(next.task, host, method, refusal));
            } else {
                requests++;
                host.notBefore = now.plus(limits.interval());
                WebAddress address = next.ask.address();
                workers.execute(() -> answers.add(new Answered(next.task, host, method, ask(address, method))));
            }
            putBack(host);
        }
    }

    /** A defect of ours must not leave everybody waiting. */
    private Answer ask(WebAddress address, Method method) {
        try {
            return web.ask(address, method);
        } catch (RuntimeException | Error e) {
            return new Failure(Kind.UNUSABLE, "a defect of Runproof kept it from being asked: " + e);
        }
    }

    private void take(Answered answered) {
        Host host = answered.host;
        ready.remove(host);
        underWay--;
        host.underWay--;
        learn(host, answered);
        Step step = answered.task.inquiry.next(answered.method, answered.answer, ticker.now());
        if (step instanceof Step.Done done) {
            done.closesHost().ifPresent(why -> host.closed = Optional.of(why));
            if (answered.answer instanceof Failure failure && failure.kind() == Kind.UNREACHABLE) {
                host.unreached++;
                if (host.unreached >= UNREACHED && host.closed.isEmpty()) {
                    host.closed = Optional.of(
                            "its host was given up after " + UNREACHED + " other addresses of it: " + failure.why());
                }
            }
            putBack(host);
            outcomes.put(answered.task.inquiry.start(), done.outcome());
            progress.told(outcomes.size(), inquiries);
        } else {
            putBack(host);
            enqueue(answered.task, (Step.Ask) step);
        }
    }

    /** Where HEAD was answered by bad news and then GET by good, HEAD is of no use. */
    private static void learn(Host host, Answered answered) {
        if (answered.answer instanceof Answer.Status status) {
            host.unreached = 0;
            if (answered.method == Method.GET && status.good() && answered.task.inquiry.headWasBad()) {
                host.knowsHead = false;
            }
        }
    }
}
