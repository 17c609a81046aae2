package dev.runproof.runtime.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads maps by the kernel's own program {@code bpftool}, which needs {@code CAP_BPF} and nothing else. Only two of its
 * commands are ever run, one by one or a batch of them, and no text of a question is among their arguments: names and keys
 * are made of numbers.
 */
final class Bpftool implements KernelMaps {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 32 << 20;
    /** What {@code bpftool} ends with when a key is not there. */
    private static final int NOT_FOUND = 254;

    private final String program;
    private final Path folder;

    /**
     * Prepares to read.
     *
     * @param program the program, such as {@code bpftool}
     * @param folder where the maps are pinned, such as {@code /sys/fs/bpf/tc/globals}
     */
    Bpftool(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> lookup(String map, byte[] key) {
        var output = run(map, command(lookup(key, map)), "");
        var entries = entries(output.text());
        if (output.code() == 0 && entries.size() == 1) {
            return Optional.of(entries.get(0).value());
        }
        if (output.code() == NOT_FOUND && output.text().contains("Not found")) {
            return Optional.empty();
        }
        throw unreadable(map, output);
    }

    /** In one process, as long as every key is there: a batch ends at the first that is not. */
    @Override
    public List<Optional<byte[]>> lookup(String map, List<byte[]> keys) {
        var values = new ArrayList<Optional<byte[]>>();
        while (values.size() < keys.size()) {
            batch(map, keys.subList(values.size(), keys.size())).forEach(value -> values.add(Optional.of(value)));
            if (values.size() < keys.size()) {
                values.add(lookup(map, keys.get(values.size())));
            }
        }
        return List.copyOf(values);
    }

    /** The values of the first keys, up to one that is not there. */
    private List<byte[]> batch(String map, List<byte[]> keys) {
        String script = keys.stream()
                .map(key -> String.join(" ", lookup(key, map)))
                .collect(Collectors.joining("\n", "", "\n"));
        var entries =
                entries(run(map, List.of(program, "batch", "file", "-"), script).text());
        var values = new ArrayList<byte[]>();
        for (MapEntry entry : entries.subList(0, Math.min(entries.size(), keys.size()))) {
            if (!Arrays.equals(entry.key(), keys.get(values.size()))) {
                break;
            }
            values.add(entry.value());
        }
        return values;
    }

    @Override
    public List<MapEntry> dump(String map) {
        var output = run(map, command(words("dump", map)), "");
        if (output.code() != 0) {
            throw unreadable(map, output);
        }
        return entries(output.text());
    }

    private List<String> lookup(byte[] key, String map) {
        var words = words("lookup", map);
        words.addAll(List.of("key", "hex"));
        for (byte b : key) {
            words.add(HexFormat.of().toHexDigits(b));
        }
        return words;
    }

    private List<String> words(String verb, String map) {
        return new ArrayList<>(
                List.of("map", verb, "pinned", folder.resolve(map).toString()));
    }

    private List<String> command(List<String> words) {
        var command = new ArrayList<>(words);
        command.add(0, program);
        return command;
    }

    /** What the program printed, and how it ended. */
    private record Output(int code, String text) {}

    private Output run(String map, List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            // A pipe of Linux takes 64 KiB without a reader; a question's peers are less.
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // It has ended without reading; how, its output says.
            }
            try (InputStream printed = process.getInputStream()) {
                process.onExit()
                        .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(late -> {
                            process.destroyForcibly();
                            return process;
                        });
                byte[] bytes = printed.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new UnreadableMapException("the map " + map + " is too large to be read");
                }
                return new Output(process.waitFor(), new String(bytes, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UnreadableMapException(program + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableMapException("the reading of the map " + map + " is interrupted");
        }
    }

    private UnreadableMapException unreadable(String map, Output output) {
        String first = output.text().lines().findFirst().orElse("it says nothing");
        return new UnreadableMapException("the map " + folder.resolve(map) + " cannot be read: " + first);
    }

    /** Reads what is printed for people: {@code key:}, bytes in hexadecimal, {@code value:}, bytes. */
    static List<MapEntry> entries(String text) {
        var entries = new ArrayList<MapEntry>();
        var key = new StringBuilder();
        var value = new StringBuilder();
        StringBuilder current = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (word.equals("key:")) {
                add(entries, key, value);
                current = key;
            } else if (word.equals("value:")) {
                current = value;
            } else if (isByte(word)) {
                current.append(word);
            } else {
                // "Found 3 elements", "Not found", or "<no entry>" for one that has gone since.
                current = new StringBuilder();
            }
        }
        add(entries, key, value);
        return List.copyOf(entries);
    }

    private static boolean isByte(String word) {
        return word.length() == 2 && HexFormat.isHexDigit(word.charAt(0)) && HexFormat.isHexDigit(word.charAt(1));
    }

    private static void add(List<MapEntry> entries, StringBuilder key, StringBuilder value) {
        if (!key.isEmpty() && !value.isEmpty()) {
            entries.add(
                    new MapEntry(HexFormat.of().parseHex(key), HexFormat.of().parseHex(value)));
        }
        key.setLength(0);
        value.setLength(0);
    }
}
