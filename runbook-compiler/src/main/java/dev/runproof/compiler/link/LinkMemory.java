package dev.runproof.compiler.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.output.ReportFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What earlier runs found out: on which day an address was fine, and since which day it is dead. Of what could not be told nothing is
 * kept. What the file says that no run of ours would have written is passed over, so that it can do no more harm than to say that an
 * address was fine. Immutable.
 *
 * @param entries what is known, by address with fragment
 * @param problem why nothing could be read of a file that is there, as a clause
 * @param found whether there was a file
 */
record LinkMemory(SortedMap<String, Entry> entries, Optional<String> problem, boolean found) {

    private static final int VERSION = 1;
    private static final int LARGEST = 16 << 20;

    /** For how long is remembered what nobody links to any more: somebody may have reverted for a day. */
    private static final int KEPT_DAYS = 90;

    private static final String FINE = "fine";
    private static final String DEAD = "dead-since";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * What is known of an address.
     *
     * @param dead whether it is dead since that day; else it was fine on it
     * @param day the day
     */
    record Entry(boolean dead, LocalDate day) {}

    /** Takes the entries as they are now. */
    LinkMemory {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    static LinkMemory empty() {
        return new LinkMemory(new TreeMap<>(), Optional.empty(), false);
    }

    /**
     * Reads a file.
     *
     * @param file the file; need not be there
     * @param today what is later counts for nothing
     */
    static LinkMemory read(Path file, LocalDate today) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return empty();
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return unread("it is no file");
            }
            byte[] text;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                text = in.readNBytes(LARGEST + 1);
            }
            if (text.length > LARGEST) {
                return unread("it has more than 16 MiB");
            }
            return of(MAPPER.readTree(new String(text, StandardCharsets.UTF_8)), today);
        } catch (JsonProcessingException e) {
            return unread("it is no JSON");
        } catch (IOException e) {
            return unread("it cannot be read");
        }
    }

    private static LinkMemory unread(String why) {
        return new LinkMemory(new TreeMap<>(), Optional.of(why), true);
    }

    private static LinkMemory of(JsonNode root, LocalDate today) {
        if (root.path("version").asInt() != VERSION) {
            return unread("it is of another version");
        }
        var entries = new TreeMap<String, Entry>();
        root.path("addresses").properties().forEach(field -> {
            boolean dead = field.getValue().has(DEAD);
            Optional<LocalDate> day = Day.parse(
                            field.getValue().path(dead ? DEAD : FINE).asText(""))
                    .filter(date -> !date.isAfter(today));
            boolean ours = WebAddress.parse(field.getKey())
                    .filter(address -> !address.credentials())
                    .filter(address -> key(address).equals(field.getKey()))
                    .isPresent();
            if (ours && day.isPresent()) {
                entries.put(field.getKey(), new Entry(dead, day.get()));
            }
        });
        return new LinkMemory(entries, Optional.empty(), true);
    }

    /** The name of an address in the file: written as all that mean the same are, with its fragment. */
    static String key(WebAddress.Written address) {
        return address.address().text()
                + address.fragment().map(name -> "#" + name).orElse("");
    }

    /** The day on which an address was fine, if that is the last that is known of it. */
    Optional<LocalDate> fineOn(String key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> !entry.dead)
                .map(Entry::day);
    }

    /** The day since which an address is dead. */
    Optional<LocalDate> deadSince(String key) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> entry.dead).map(Entry::day);
    }

    /**
     * The same with what a run found out.
     *
     * @param found what is known now, by address; of those that are not in it what was known stays, for a time
     * @param today the day
     */
    LinkMemory with(Map<String, Entry> found, LocalDate today) {
        var all = new TreeMap<>(entries);
        all.values().removeIf(entry -> entry.day.isBefore(today.minusDays(KEPT_DAYS)) && !entry.dead);
        all.putAll(found);
        return new LinkMemory(all, Optional.empty(), true);
    }

    /**
     * Writes a file in one step.
     *
     * @param file the file; one that is there is replaced
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException {
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        ObjectNode addresses = root.putObject("addresses");
        entries.forEach((key, entry) -> addresses.putObject(key).put(entry.dead ? DEAD : FINE, entry.day.toString()));
        ReportFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
