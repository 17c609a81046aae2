package dev.runproof.runtime.notify;

import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.response.ResponseEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Listens to an engine and pages a person by every channel. To listen costs the engine nothing: pages go into a queue,
 * and one thread for each channel sends them, so that one that hangs holds up neither the engine nor the others. A page that
 * a channel does not take after a few tries, or for which there is no room, is reported as a problem and dropped; what
 * it says is in the record too. Thread-safe.
 */
public final class Pager implements Consumer<EngineEvent>, AutoCloseable {

    private static final int REMEMBERED = 1000;

    /** How patient a pager is. */
    record Limits(
            Duration request,
            Duration firstPause,
            Duration longestPause,
            int tries,
            int queued,
            Duration flush,
            Duration silence) {
        static final Limits USUAL = new Limits(
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                4,
                1000,
                Duration.ofSeconds(10),
                Duration.ofMinutes(10));
    }

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Instant> said = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Consumer<String> problems;
    private final Limits limits;
    private final HttpClient client;

    /**
     * Opens the channels, and sends nothing yet.
     *
     * @param channels the channels; with none, nobody is paged
     * @param problems is told which page was not taken and why, in a sentence for people and from another thread; no
     *     secret is in it
     */
    public Pager(Channels channels, Consumer<String> problems) {
        this(channels.all(), problems, Limits.USUAL);
    }

    Pager(List<Channel> channels, Consumer<String> problems, Limits limits) {
        this.problems = problems;
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.request())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        channels.forEach(channel -> lines.add(new Line(channel)));
    }

    @Override
    public void accept(EngineEvent event) {
        send(Page.of(event));
    }

    /** Listens to a run of a response. */
    public void accept(ResponseEvent event) {
        send(Page.of(event));
    }

    private void send(Optional<Page> page) {
        if (page.isPresent() && !lines.isEmpty() && isNews(page.get())) {
            lines.forEach(line -> line.send(page.get()));
        }
    }

    /** Whether the same has not been said in the last minutes: what fails is tried again every few seconds. */
    private boolean isNews(Page page) {
        String what = page.dedupKey() + "\0" + page.subject() + "\0" + page.reason();
        Instant now = page.at();
        synchronized (said) {
            Instant last = said.get(what);
            if (last != null && now.isBefore(last.plus(limits.silence()))) {
                return false;
            }
            said.put(what, now);
            return true;
        }
    }

    /** Waits a few seconds for what is queued, and drops the rest. */
    @Override
    public void close() {
        lines.forEach(line -> line.thread.shutdown());
        long end = System.nanoTime() + limits.flush().toNanos();
        boolean interrupted = Thread.interrupted();
        for (Line line : lines) {
            try {
                if (!line.thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    int dropped = line.thread.shutdownNow().size();
                    problems.accept(line.channel.name() + " was not told all: it does not answer, and " + dropped
                            + " pages were waiting");
                }
            } catch (InterruptedException e) {
                interrupted = true;
                line.thread.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A channel and the thread that serves it. */
    private final class Line {

        private final Channel channel;
        private final ThreadPoolExecutor thread;

        Line(Channel channel) {
            this.channel = channel;
            this.thread = new ThreadPoolExecutor(
                    0,
                    1,
                    1,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(limits.queued()),
                    task -> {
                        var daemon = new Thread(task, "pager to " + channel.name());
                        daemon.setDaemon(true);
                        return daemon;
                    },
                    (task, pool) -> problems.accept(channel.name() + " was not told: too many pages wait for it"));
        }

        void send(Page page) {
            thread.execute(() -> deliver(page));
        }

        private void deliver(Page page) {
            String failure = "";
            Duration pause = limits.firstPause();
            try {
                for (int tried = 1; tried <= limits.tries(); tried++) {
                    if (tried > 1) {
                        Thread.sleep(pause.toMillis());
                        pause = pause.multipliedBy(2).compareTo(limits.longestPause()) > 0
                                ? limits.longestPause()
                                : pause.multipliedBy(2);
                    }
                    int code = post(page);
                    if (code >= 200 && code < 300) {
                        return;
                    }
                    failure = code < 0 ? "it does not answer" : "it answers " + code;
                    if (code >= 0 && code < 500 && code != 408 && code != 429) {
                        break;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = "the process ends";
            } catch (RuntimeException e) {
                failure = "a defect: " + e.getClass().getSimpleName();
            }
            problems.accept(channel.name() + " was not told of " + page.what() + " of containment "
                    + page.subject().containment() + ": " + failure);
        }

        /** The status of the answer; -1 if there is none in time. The time covers the body too, which is not kept. */
        private int post(Page page) throws InterruptedException {
            var request = HttpRequest.newBuilder(channel.address())
                    .timeout(limits.request())
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "runproof")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(channel.body(page)))
                    .build();
            var pending = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                return pending.get(limits.request().toMillis(), TimeUnit.MILLISECONDS)
                        .statusCode();
            } catch (TimeoutException e) {
                pending.cancel(true);
                return -1;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException) {
                    return -1;
                }
                throw new IllegalStateException(e);
            }
        }
    }
}
