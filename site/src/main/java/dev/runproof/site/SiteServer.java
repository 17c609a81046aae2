package dev.runproof.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runproof.compiler.WebsiteReport;
import dev.runproof.compiler.WebsiteTheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a website to browsers on this machine while it is written.
 *
 * <p>Pages of other sites reach a server on the loopback address too, under a name of theirs that they let point there; so
 * only requests for this machine's own names are answered. Thread-safe.
 */
final class SiteServer implements WebsiteTheme.Server {

    private static final String LIVE = "/_site/live/";
    private static final int MOST_THREADS = 64;
    private static final long LOOK_EVERY_MILLIS = 150;

    /** Shorter than what lies between may keep a silent connection open. */
    private static final long LONGEST_WAIT_MILLIS = 25_000;

    /**
     * The server writes an answer in two parts, and without this the second one waits for 40 ms, until the first is confirmed. It is read
     * when a process makes its first server (documentation of the module jdk.httpserver).
     */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final WebsiteTheme.Source source;
    private final Path root;
    private final HttpServer http;
    private final ExecutorService threads;
    private final FolderWatch folders = new FolderWatch();
    private final ExecutorService watch;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Object changed = new Object();

    /** What is shown now. */
    private record Shown(String generation, PageFiles files, List<Path> folders, Set<String> state) {}

    private volatile @Nullable Shown shown;
    private int made;

    private SiteServer(WebsiteTheme.Source source, Path root, int port) throws IOException {
        this.source = source;
        this.root = root.toAbsolutePath().normalize();
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        this.http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        ThreadFactory daemons = task -> {
            var thread = new Thread(task, "runproof-serve");
            thread.setDaemon(true);
            return thread;
        };
        this.threads = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons,
                new ThreadPoolExecutor.CallerRunsPolicy());
        this.watch = Executors.newSingleThreadExecutor(daemons);
    }

    /**
     * Begins to serve.
     *
     * @param source makes the website
     * @param root the folder that names of files are relative to
     * @param port the port; 0 for any that is free
     * @throws IOException if the port is taken, or there is nothing to show
     */
    static SiteServer start(WebsiteTheme.Source source, Path root, int port) throws IOException {
        var server = new SiteServer(source, root, port);
        if (!server.make(Set.of())) {
            server.close();
            throw new IOException("the configuration is of no use");
        }
        server.http.createContext("/", server::answer);
        server.http.setExecutor(server.threads);
        server.http.start();
        server.watch.execute(server::watch);
        return server;
    }

    @Override
    public String address() {
        return "http://localhost:" + http.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        watch.shutdownNow();
        folders.close();
        http.stop(0);
        threads.shutdownNow();
    }

    /**
     * Makes it anew; false if there is nothing to show. What was there before then stays.
     *
     * @param state the files before it is made: what changes meanwhile has to be seen
     */
    private boolean make(Set<String> state) {
        Shown before = shown;
        WebsiteReport report = source.make();
        if (report.website().isEmpty()) {
            if (before != null) {
                shown = new Shown(before.generation, before.files, before.folders, state);
            }
            return false;
        }
        List<Path> folders =
                report.website().get().sources().stream().map(root::resolve).toList();
        made++;
        String generation = run + "-" + made;
        var files =
                SiteFiles.of(report.website().get(), generation, report.check().findings());
        boolean same = before != null && before.folders.equals(folders);
        synchronized (changed) {
            shown = new Shown(generation, files, folders, same ? state : state(folders));
            changed.notifyAll();
        }
        return true;
    }

    private void watch() {
        try {
            while (true) {
                Shown now = shown;
                if (now != null) {
                    folders.watch(now.folders);
                }
                folders.await(LOOK_EVERY_MILLIS);
                look();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Shown now = shown;
            if (now != null) {
                Set<String> state = state(now.folders);
                if (!now.state.equals(state)) {
                    make(state);
                }
            }
        } catch (RuntimeException e) {
            // Whoever looks at the terminal sees it; the next change of a file is another try.
            System.getLogger(SiteServer.class.getName()).log(System.Logger.Level.ERROR, "cannot make the site", e);
        }
    }

    /** The files of folders with their sizes and times: what differs when somebody has saved something. */
    private static Set<String> state(List<Path> folders) {
        Set<String> state = new HashSet<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(file -> state.add(state(file)));
            } catch (IOException | DirectoryIteratorException e) {
                state.add(folder + " cannot be read");
            }
        }
        return state;
    }

    private static String state(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // A folder changes with what is in it, and nobody reads it.
            return attributes.isRegularFile()
                    ? file + " " + attributes.size() + " "
                            + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
                    : file + " is no file";
        } catch (IOException e) {
            return file + " is gone";
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Shown now = shown;
            String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                    .orElse("");
            if (!isOurs(host)) {
                send(exchange, 421, "text/plain", "Only this machine is served, as localhost.\n");
            } else if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, 405, "text/plain", "Pages can be read here, and nothing else.\n");
            } else if (now != null) {
                answer(exchange, now);
            }
        }
    }

    private boolean isOurs(String host) {
        int port = http.getAddress().getPort();
        String folded = host.toLowerCase(Locale.ROOT);
        return folded.equals("localhost:" + port) || folded.equals("127.0.0.1:" + port);
    }

    private void answer(HttpExchange exchange, Shown now) throws IOException {
        String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("/");
        if (path.startsWith(LIVE)) {
            send(exchange, 200, "text/plain", await(path.substring(LIVE.length())));
            return;
        }
        String name = path.replaceFirst("^/+", "");
        for (String file : List.of(name, name + (name.isEmpty() || name.endsWith("/") ? "index.html" : ".html"))) {
            Optional<byte[]> content = file.isEmpty() ? Optional.empty() : now.files.content(file);
            if (content.isPresent()) {
                send(exchange, 200, type(file), content.get());
                return;
            }
        }
        send(exchange, 404, type(".html"), now.files.content("404.html").orElse(new byte[0]));
    }

    /** Waits until there is another generation than the one that a page was made of; tells which there is then. */
    private String await(String generation) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        synchronized (changed) {
            Shown now = shown;
            while (now != null && now.generation.equals(generation)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                try {
                    changed.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
                now = shown;
            }
            return now == null ? generation : now.generation;
        }
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json" -> "application/json";
            case "png" -> "image/png";
            case "jpg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            default -> "text/plain; charset=utf-8";
        };
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }
}
