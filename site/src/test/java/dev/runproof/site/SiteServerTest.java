package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.WebsiteTheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server for authors: to whom it answers, and that pages follow files. */
class SiteServerTest {

    @TempDir
    private Path work;

    private final HttpClient http = HttpClient.newHttpClient();
    private WebsiteTheme.Server server = new Nothing();

    @BeforeEach
    void serve() throws IOException {
        for (var file : Library.files().entrySet()) {
            Path path = work.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        server = Built.serve(work);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void pagesAreFoundWithAndWithoutASlashAndUnderOtherNames() throws Exception {
        assertThat(get("")).contains("200", "Books of the shop");
        assertThat(get("disk-full/")).contains("200", "First things first");
        assertThat(get("disk-full")).contains("200", "href=\"disk-full/index.html\"");
        assertThat(get("DiskFull/")).contains("200", "../disk-full/index.html");
        assertThat(get("nothing/here")).contains("404", "There is no such page", "href=\"/_site/site.css\"");
        assertThat(get("../../etc/passwd")).contains("404");
        assertThat(get("%2e%2e/%2e%2e/etc/passwd")).contains("404");
    }

    @Test
    void onlyRequestsForThisMachineAreAnswered() throws IOException {
        int port = URI.create(server.address()).getPort();

        assertThat(status("GET / HTTP/1.1\r\nHost: localhost:" + port)).contains(" 200 ");
        assertThat(status("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port)).contains(" 200 ");
        assertThat(status("GET / HTTP/1.1\r\nHost: evil.example.com")).contains(" 421 ");
        assertThat(status("GET / HTTP/1.1\r\nHost: evil.example.com:" + port)).contains(" 421 ");
        assertThat(status("GET / HTTP/1.1\r\nHost: localhost.evil.example.com:" + port))
                .contains(" 421 ");
        assertThat(status("GET / HTTP/1.0")).doesNotContain(" 200 ");
        assertThat(status("POST / HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Length: 0"))
                .contains(" 405 ");
    }

    @Test
    void aPageIsMadeAnewWhenItsFileIsSavedAndShowsItsFindings() throws Exception {
        String generation = generation(get("disk-full/"));
        assertThat(get("disk-full/")).doesNotContain("broken-anchor").contains("connect-src", "live.js");

        Files.writeString(
                work.resolve("runbooks/disk-full.md"),
                Library.DISK
                        .replace("First things first", "Quite new")
                        .replace("memory-low.md#mitigation", "memory-low.md#nowhere"));
        String next = http.send(request("_site/live/" + generation), BodyHandlers.ofString())
                .body();

        assertThat(next).isNotEqualTo(generation);
        assertThat(get("disk-full/")).contains("Quite new", "class=\"notice error\"", "<b>broken-anchor</b>");
        assertThat(generation(get("disk-full/"))).isEqualTo(next);
    }

    @Test
    void whatIsNotSavedKeepsItsFindingsAndFollowsWhatIs() throws Exception {
        assertThat(get("disk-full/")).contains("gone.md", "disk_free_bytes").doesNotContain("broken-anchor");

        Files.writeString(work.resolve("runbooks/memory-low.md"), Library.MEMORY.replace("Mitigation", "Recovery"));
        await();
        assertThat(get("disk-full/")).contains("gone.md", "<b>broken-anchor</b>");

        Files.writeString(work.resolve("rules.yaml"), Library.RULES.replace("disk_free_bytes", "disk_left_bytes"));
        await();
        assertThat(get("disk-full/")).contains("gone.md", "disk_left_bytes");

        Files.writeString(work.resolve("runbooks/gone.md"), "# Found\n\n## Mitigation\n\nHere.\n");
        await();
        assertThat(get("disk-full/")).doesNotContain("gone.md").contains("../found/index.html");

        Files.delete(work.resolve("runbooks/gone.md"));
        await();
        assertThat(get("disk-full/")).contains("gone.md");
    }

    private void await() throws Exception {
        http.send(request("_site/live/" + generation(get("disk-full/"))), BodyHandlers.ofString());
    }

    @Test
    void aConfigurationThatIsOfNoUseLeavesThePagesAsTheyWere() throws Exception {
        String generation = generation(get("disk-full/"));
        Files.writeString(work.resolve("runbook.yaml"), "base-url: [");
        Files.writeString(
                work.resolve("runbook.yaml"), Library.CONFIGURATION.replace("Books of the shop", "Other books"));

        String next = http.send(request("_site/live/" + generation), BodyHandlers.ofString())
                .body();

        assertThat(next).isNotEqualTo(generation);
        assertThat(get("")).contains("Other books");
    }

    private String get(String path) throws Exception {
        var answer = http.send(request(path), BodyHandlers.ofString());
        return answer.statusCode() + "\n" + answer.body();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    }

    private static String generation(String page) {
        return page.replaceFirst("(?s).*data-live=\"([^\"]*)\".*", "$1");
    }

    private String status(String head) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }

    /** Before there is one. */
    private static final class Nothing implements WebsiteTheme.Server {
        @Override
        public String address() {
            return "";
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    }
}
