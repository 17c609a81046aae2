package dev.runproof.compiler.link;

import dev.runproof.compiler.output.Product;
import dev.runproof.compiler.workspace.LinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Asks the web for pages, as politely as the settings say. Immutable and thread-safe. */
public final class WebCrawler {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** A build does not wait longer for one server. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Function<LinkSettings, Web> webs;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final LinkProgress progress;

    WebCrawler(Function<LinkSettings, Web> webs, Ticker ticker, RandomGenerator random, LinkProgress progress) {
        this.webs = webs;
        this.ticker = ticker;
        this.random = random;
        this.progress = progress;
    }

    /**
     * One that asks the web itself.
     *
     * @param progress is told how far it is
     */
    public static WebCrawler of(LinkProgress progress) {
        return new WebCrawler(
                settings -> web(new SystemNames(), settings), Ticker.system(), ThreadLocalRandom.current(), progress);
    }

    static HttpWeb web(NameLookup names, LinkSettings settings) {
        return new HttpWeb(
                new AllowedHosts(names, PublicAddresses::contain, settings.privateHosts()),
                settings.atOnce(),
                settings.perHost(),
                settings.timeout(),
                Product.agent());
    }

    /** Asks for pages and the places on them. */
    Crawl.Result run(Map<WebAddress, Set<String>> pages, LinkSettings settings) {
        var patience = new Patience(settings.tries(), FIRST_PAUSE, LONGEST_PAUSE, random);
        List<Inquiry> inquiries = pages.entrySet().stream()
                .map(page -> new Inquiry(page.getKey(), page.getValue(), patience))
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(settings.atOnce(), work -> {
            var thread = new Thread(work, "links");
            thread.setDaemon(true);
            return thread;
        });
        Web web = webs.apply(settings);
        try {
            var limits = new Crawl.Limits(settings.atOnce(), settings.perHost(), settings.interval());
            return new Crawl(web, workers, ticker, limits, progress).run(inquiries);
        } finally {
            workers.shutdownNow();
            web.close();
        }
    }
}
