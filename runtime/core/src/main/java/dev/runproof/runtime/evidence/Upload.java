package dev.runproof.runtime.evidence;

import dev.runproof.runtime.evidence.TarWriter.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends a folder of evidence, as one archive, to the first of some presigned addresses at which nothing is yet. Such an address is a
 * password: none is ever printed with its query, and no redirect is followed with what it carries. Each is written to once ({@code If-None-Match: *},
 * which stores of the S3 protocol answer by 412 where there is something); 409 is that two write at the same moment.
 */
final class Upload {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final int MOST_ADDRESSES = 1000;
    private static final long LONGEST_LIST = 4L << 20;

    private final List<URI> addresses;
    private final InstantSource clock;
    private final Instant until;
    private final Collector.Pause pause;

    private Upload(List<URI> addresses, InstantSource clock, Instant until, Collector.Pause pause) {
        this.addresses = addresses;
        this.clock = clock;
        this.until = until;
        this.pause = pause;
    }

    /**
     * Reads the addresses.
     *
     * @param file has one a line; empty lines and those that begin with {@code #} are none
     * @param clock the time
     * @param until when it has to be done
     * @param pause lets time pass
     * @throws IOException if it cannot be read, or a line is no address; the message does not have the line
     */
    static Upload of(Path file, InstantSource clock, Instant until, Collector.Pause pause) throws IOException {
        if (Files.size(file) > LONGEST_LIST) {
            throw new IOException("the file of addresses is too long");
        }
        var addresses = new ArrayList<URI>();
        int number = 0;
        for (String line : Files.readString(file).split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                addresses.add(address(line.strip(), number));
            }
        }
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            throw new IOException("the file of addresses has none, or more than " + MOST_ADDRESSES);
        }
        return new Upload(List.copyOf(addresses), clock, until, pause);
    }

    private static URI address(String line, int number) throws IOException {
        URI address;
        try {
            address = new URI(line);
        } catch (URISyntaxException e) {
            // Without the cause, which quotes the line.
            throw new IOException("line " + number + " of the addresses is none");
        }
        boolean secure = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && isLoopback(address.getHost()));
        if (!secure || address.getHost() == null || address.getUserInfo() != null) {
            throw new IOException("line " + number + " of the addresses is none that begins with https://");
        }
        return address;
    }

    /** A helper beside the collector, in its own pod, may do the encryption. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(String.valueOf(host)).matches();
    }

    /**
     * Sends it.
     *
     * @param folder a folder of files, complete
     * @param archive where the archive is made; nothing is there yet
     * @return where it is now, without what would open it
     * @throws IOException if no address takes it; the message has no address with its query
     */
    String send(Path folder, Path archive) throws IOException {
        try (var out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW)) {
            pack(folder, out);
        }
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LONGEST_CONNECT)
                .build();
        var answers = new ArrayList<String>();
        for (int number = 0; number < addresses.size(); number++) {
            String answer = sent(client, addresses.get(number), archive);
            if (answer.isEmpty()) {
                return shown(addresses.get(number));
            }
            answers.add("address " + (number + 1) + ": " + answer);
        }
        throw new IOException("none of the addresses has taken it: " + String.join("; ", answers));
    }

    private static void pack(Path folder, OutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        var tar = new TarWriter(out);
        for (Path file : files) {
            String name = folder.getFileName() + "/" + file.getFileName();
            long modified = Files.getLastModifiedTime(file).toMillis() / 1000;
            try (var content = Files.newInputStream(file)) {
                tar.file(name.getBytes(StandardCharsets.UTF_8), Header.file(Files.size(file), modified), content);
            }
        }
        tar.close();
    }

    /** What speaks against an address; empty if it has taken the archive. */
    private String sent(HttpClient client, URI address, Path archive) throws IOException {
        String trouble = "no time was left for it";
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Duration left = Duration.between(clock.instant(), until);
            if (left.isNegative() || left.isZero()) {
                return trouble;
            }
            var request = HttpRequest.newBuilder(address)
                    .timeout(left)
                    .header("If-None-Match", "*")
                    .PUT(BodyPublishers.ofFile(archive))
                    .build();
            try {
                int code = client.send(request, BodyHandlers.discarding()).statusCode();
                if (code == 200 || code == 201 || code == 204) {
                    return "";
                }
                trouble = code == 412 ? "something is there already" : "it answers " + code;
                if (code != 409 && code != 429 && code < 500) {
                    return trouble;
                }
            } catch (IOException e) {
                // The message may have the address.
                trouble = "there is no answer (" + e.getClass().getSimpleName() + ")";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "it was cancelled";
            }
            try {
                pause.pause(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "it was cancelled";
            }
            wait = wait.multipliedBy(2);
        }
        return trouble;
    }

    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + address.getRawPath();
    }
}
