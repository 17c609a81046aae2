package dev.runproof.compiler;

import dev.runproof.compiler.baseline.Baseline.Entry;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.FileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells with which findings a change has nothing to do: those that were there before it, in files that it leaves as they were.
 *
 * <p>The whole of both states is checked, so that no dependency can be forgotten: whatever a change breaks elsewhere, such as an alert
 * whose heading is gone, was not found before.
 */
final class Narrowing {

    private final Path top;
    private final Path topBefore;
    private final Path root;
    private final Map<Entry, Severity> before;
    private final Map<String, Boolean> changed = new HashMap<>();

    /**
     * Takes two states.
     *
     * @param top the top of the checkout that is checked
     * @param topBefore the same before the change
     * @param root the folder that the names of files in findings are relative to
     * @param before what was found before the change, with what it weighed
     */
    Narrowing(Path top, Path topBefore, Path root, Map<Entry, Severity> before) {
        this.top = top;
        this.topBefore = topBefore;
        this.root = root.toAbsolutePath().normalize();
        this.before = Map.copyOf(before);
    }

    /** What tells about the gate itself, or that something was not read, is in no entry: that always counts. */
    Set<Finding> untouched(Map<Finding, Entry> found) {
        return found.entrySet().stream()
                .filter(finding -> !weighsMore(finding.getKey(), finding.getValue()))
                .map(Map.Entry::getKey)
                .filter(finding -> !isChanged(finding.span().file()))
                .collect(Collectors.toSet());
    }

    /** What was not there before weighs more than nothing. */
    private boolean weighsMore(Finding finding, Entry entry) {
        Severity was = before.get(entry);
        // An enum's order: errors first.
        return was == null || finding.severity().compareTo(was) < 0;
    }

    private boolean isChanged(SourceFile file) {
        return changed.computeIfAbsent(file.path(), path -> {
            Path now = root.resolve(path).normalize();
            if (path.equals(SourceFile.STANDARD_INPUT) || !now.startsWith(top)) {
                return true;
            }
            Path earlier = topBefore.resolve(top.relativize(now));
            Optional<SourceFile> was = Files.isRegularFile(earlier)
                    ? new FileReader(topBefore).read(earlier, new Findings())
                    : Optional.empty();
            return !was.map(SourceFile::text).map(Narrowing::lines).equals(now(now));
        });
    }

    private Optional<String> now(Path file) {
        return new FileReader(root)
                .read(file, new Findings())
                .map(SourceFile::text)
                .map(Narrowing::lines);
    }

    /** Git may end lines otherwise in a checkout than in what it keeps. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
