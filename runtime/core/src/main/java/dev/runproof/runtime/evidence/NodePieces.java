package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the pod's node has about it: its processes, their sockets, and what its containers have written to their file systems. Seen by way of
 * {@code /proc}, where the pod's processes are found by their control groups. Nothing is started, stopped or written there, and what processes
 * have in their memory and in their environment is not read.
 */
final class NodePieces {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final long LAYER = 1L << 30;
    private static final int LONGEST = 1 << 16;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern CONTAINER = Pattern.compile("([0-9a-f]{64})(\\.scope)?$");
    private static final Pattern UPPER = Pattern.compile(" / / [^\\n]* - overlay [^\\n]*?[ ,]upperdir=([^, \\n]+)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final List<String> SOCKETS = List.of("tcp", "tcp6", "udp", "udp6", "unix");

    /**
     * A process of the pod.
     *
     * @param id its number
     * @param container the id of its container; empty if it is not known
     */
    private record Running(int id, String container) {}

    private final Path proc;
    private final String uid;
    private final Pieces pieces;
    private final Custody custody;

    NodePieces(Path proc, String uid, Pieces pieces, Custody custody) {
        this.proc = proc;
        this.uid = uid;
        this.pieces = pieces;
        this.custody = custody;
    }

    /** Takes the processes of the pod and their sockets. */
    void processes() throws IOException {
        List<Running> running = running();
        if (running.isEmpty()) {
            custody.gap("processes", "none of the pod is to be seen on this node");
            return;
        }
        pieces.take("processes", "processes.jsonl", proc.toString(), Pieces.USUAL, SHORT, (to, atMost) -> {
            for (Running one : running) {
                to.write((KubernetesObject.json(described(one)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        Path net = proc.resolve(running.get(0).id() + "/net");
        pieces.take("sockets", "sockets.txt", net.toString(), Pieces.USUAL, SHORT, (to, atMost) -> {
            for (String kind : SOCKETS) {
                to.write(("== " + kind + "\n").getBytes(StandardCharsets.US_ASCII));
                copy(net.resolve(kind), to);
            }
        });
    }

    /** Takes what each container of the pod has written to its file system, as far as it runs. */
    void layers(KubernetesObject pod) throws IOException {
        List<Running> running = running();
        var number = 0;
        for (String kind : List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")) {
            for (Object status : pod.list("status", kind)) {
                if (status instanceof Map<?, ?> map) {
                    number++;
                    layer(String.valueOf(map.get("name")), number, idOf(map), running);
                }
            }
        }
    }

    private void layer(String name, int number, String container, List<Running> running) throws IOException {
        String piece = Visible.cut("file system of " + name, 100);
        Optional<Running> one = running.stream()
                .filter(process -> process.container().equals(container))
                .findFirst();
        if (container.isEmpty() || one.isEmpty()) {
            custody.absent(piece, "it does not run");
            return;
        }
        Optional<Path> upper = upper(one.get());
        if (upper.isEmpty()) {
            custody.gap(piece, "its root is no overlay, so that what was written to it is not told apart");
            return;
        }
        Path folder = proc.resolve("1/root").resolve(upper.get());
        pieces.take(
                piece,
                String.format("layer-%02d.tar", number),
                "/" + upper.get(),
                LAYER,
                Duration.ofDays(1),
                (to, atMost) -> FolderArchive.write(folder, to));
    }

    /** Where an overlay has what was written, without the leading slash. */
    private Optional<Path> upper(Running one) {
        Matcher found = UPPER.matcher(text(proc.resolve(one.id() + "/mountinfo")));
        if (!found.find()) {
            return Optional.empty();
        }
        String path = ESCAPED.matcher(found.group(1))
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
        return path.startsWith("/") && Path.of(path).equals(Path.of(path).normalize())
                ? Optional.of(Path.of(path.substring(1)))
                : Optional.empty();
    }

    /** Such as {@code c0ffee} of {@code containerd://c0ffee}; empty if there is none. */
    private static String idOf(Map<?, ?> status) {
        return status.get("containerID") instanceof String id ? id.substring(id.lastIndexOf('/') + 1) : "";
    }

    private List<Running> running() throws IOException {
        try (Stream<Path> all = Files.list(proc)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> NUMBER.matcher(name).matches())
                    .map(Integer::parseInt)
                    .sorted()
                    .flatMap(id -> ofThePod(id).stream())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Control groups have the UID as it is, or with underscores, as systemd wants it. */
    private Optional<Running> ofThePod(int id) {
        String groups = text(proc.resolve(id + "/cgroup"));
        if (!groups.contains("pod" + uid) && !groups.contains("pod" + uid.replace('-', '_'))) {
            return Optional.empty();
        }
        return Optional.of(new Running(
                id,
                groups.lines()
                        .map(CONTAINER::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse("")));
    }

    private Map<String, Object> described(Running one) {
        var fields = new TreeMap<String, Object>();
        Path process = proc.resolve(String.valueOf(one.id()));
        fields.put("pid", one.id());
        fields.put("container", one.container());
        fields.put("status", text(process.resolve("status")));
        fields.put("stat", text(process.resolve("stat")));
        fields.put(
                "command",
                // Each word ends with a NUL, the last one too.
                Arrays.asList(
                        text(process.resolve("cmdline")).replaceAll("\0$", "").split("\0", -1)));
        for (String link : List.of("exe", "cwd", "root")) {
            try {
                fields.put(link, Files.readSymbolicLink(process.resolve(link)).toString());
            } catch (IOException e) {
                // It has ended, or is one of the kernel.
                fields.put(link, "");
            }
        }
        return fields;
    }

    /** A text of the kernel, as far as it is of interest; empty if it cannot be read, as the process may have ended. */
    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void copy(Path file, OutputStream to) throws IOException {
        if (Files.isReadable(file)) {
            try (var in = Files.newInputStream(file)) {
                in.transferTo(to);
            }
        }
    }
}
