package dev.runproof.compiler;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.transaction.TransactionRules;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.FileSearch.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files with one transaction each that stand beside runbooks: {@code NAME.transaction.yaml}, or {@code
 * NAME.WORD.transaction.yaml} where there are several.
 */
final class TransactionFiles {

    /** What files of a folder are transactions, as a glob. */
    static final String GLOB = "*.transaction.{yaml,yml}";

    private static final Pattern ENDING = Pattern.compile("\\.transaction\\.ya?ml$");
    private static final Pattern FURTHER = Pattern.compile("\\.[a-z0-9]+(?:-[a-z0-9]+)*");

    private final Map<Path, List<Path>> byRunbook;

    private TransactionFiles(Map<Path, List<Path>> byRunbook) {
        this.byRunbook = byRunbook;
    }

    /** Whether a file is a transaction, and so no runbook, whatever the patterns of the configuration say. */
    static boolean isOne(Path file) {
        return ENDING.matcher(name(file)).find();
    }

    /**
     * Finds the runbook of each file.
     *
     * @param runbooks the runbooks
     * @param further files that were found where runbooks are looked for
     * @param reader names files
     * @param findings takes files that belong to none
     */
    static TransactionFiles beside(List<Found> runbooks, List<Found> further, FileReader reader, Findings findings) {
        Map<Path, Map<String, Path>> byFolder = new TreeMap<>();
        for (Found runbook : runbooks) {
            byFolder.computeIfAbsent(folder(runbook.path()), folder -> new HashMap<>())
                    .put(RunbookFile.withoutEnding(name(runbook.path())), runbook.path());
        }
        SortedSet<Path> files = new TreeSet<>();
        further.forEach(found -> files.add(found.path()));
        byFolder.keySet().forEach(folder -> files.addAll(in(folder)));
        Map<Path, List<Path>> byRunbook = new HashMap<>();
        for (Path file : files) {
            Optional<Path> runbook = runbookOf(file, byFolder.getOrDefault(folder(file), Map.of()));
            runbook.ifPresentOrElse(
                    owner -> byRunbook.merge(
                            owner,
                            List.of(file),
                            (some, more) ->
                                    Stream.concat(some.stream(), more.stream()).toList()),
                    () -> reader.read(file, findings)
                            .ifPresent(source -> findings.add(
                                    TransactionRules.TRANSACTION_WITHOUT_RUNBOOK,
                                    source.span(0, 0),
                                    "there is no runbook beside " + source.path() + " to which it belongs",
                                    "name it after its runbook: disk-full.transaction.yaml, or "
                                            + "disk-full.block-source.transaction.yaml, beside disk-full.md")));
        }
        return new TransactionFiles(byRunbook);
    }

    /** The transactions of a runbook, by their names. */
    List<Path> of(Path runbook) {
        return byRunbook.getOrDefault(runbook, List.of());
    }

    /** Of several runbooks whose names it begins with, that with the longest. */
    private static Optional<Path> runbookOf(Path file, Map<String, Path> runbooks) {
        String name = ENDING.matcher(name(file)).replaceFirst("");
        return runbooks.keySet().stream()
                .filter(runbook -> name.equals(runbook)
                        || (name.startsWith(runbook)
                                && FURTHER.matcher(name.substring(runbook.length()))
                                        .matches()))
                .max(Comparator.comparing(String::length))
                .map(runbooks::get);
    }

    /** A folder that cannot be listed was told of when runbooks were looked for in it. */
    private static List<Path> in(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(TransactionFiles::isOne).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
