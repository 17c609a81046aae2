package dev.runproof.compiler.link;

import dev.runproof.compiler.link.Answer.Failure;
import dev.runproof.compiler.link.Answer.Kind;
import dev.runproof.compiler.link.Answer.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A web of a few pages that are written down: the status, perhaps where it redirects to, and below it the page. */
public final class WrittenWeb implements Web {

    private final Map<String, String> pages;

    private WrittenWeb(Map<String, String> pages) {
        this.pages = Map.copyOf(pages);
    }

    /** Asks it, and never waits. */
    public static WebCrawler crawler(Map<String, String> pages) {
        return new WebCrawler(settings -> new WrittenWeb(pages), new VirtualTicker(), new Random(1), LinkProgress.NONE);
    }

    @Override
    public Answer ask(WebAddress address, Method method) {
        String page = pages.get(address.text());
        if (page == null) {
            return new Failure(Kind.NO_SUCH_HOST, "there is no host of that name");
        }
        String[] parts = page.split("\n", 2);
        String[] head = parts[0].split(" ", 2);
        return new Status(
                Integer.parseInt(head[0]),
                head.length > 1 ? Optional.of(head[1]) : Optional.empty(),
                Optional.empty(),
                method == Method.READ ? Optional.of(html(parts.length > 1 ? parts[1] : "")) : Optional.empty());
    }

    private static HtmlPage html(String text) {
        try {
            return HtmlPage.read(
                    "text/html",
                    Optional.of("UTF-8"),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    1 << 20);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
