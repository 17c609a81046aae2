package dev.runproof.compiler.baseline;

import dev.runproof.compiler.baseline.Baseline.Entry;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Fingerprints;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.FileReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes entries of findings. Files are named relative to the folder of the configuration, so that the same finding has the same
 * entry wherever the check was called. Immutable and thread-safe.
 */
public final class Entries {

    private final Path root;
    private final FileReader fromFolder;
    private final String prefix;

    /**
     * Makes entries for one configuration.
     *
     * @param root the folder that the names of files in findings are relative to
     * @param folder that of the configuration
     */
    public Entries(Path root, Path folder) {
        this.root = root.toAbsolutePath().normalize();
        this.fromFolder = new FileReader(folder);
        String above = new FileReader(root).nameOf(folder);
        this.prefix = above.isEmpty() ? "" : above + "/";
    }

    /**
     * The entries of findings.
     *
     * @param findings all findings of a run, by place
     * @return each with its entry, in the same order; what tells about the gate itself, or that something was not read, has none
     */
    public Map<Finding, Entry> of(List<Finding> findings) {
        List<Finding> possible = findings.stream().filter(Entries::canBeKnown).toList();
        List<String> fingerprints = Fingerprints.of(possible, new Fingerprints.Names() {
            @Override
            public String ofFile(String path) {
                return nameOf(path);
            }

            @Override
            public String within(String message) {
                return prefix.isEmpty() ? message : message.replace(prefix, "");
            }
        });
        Map<Finding, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < possible.size(); i++) {
            Finding finding = possible.get(i);
            entries.put(
                    finding,
                    new Entry(
                            finding.rule().id(),
                            fingerprints.get(i),
                            onOneLine(nameOf(finding.span().file().path()))));
        }
        return entries;
    }

    private static boolean canBeKnown(Finding finding) {
        return !finding.rule().fixed()
                && !finding.rule().aboutChange()
                && !finding.rule().equals(BaselineRules.STALE_BASELINE);
    }

    private String nameOf(String path) {
        return path.equals(SourceFile.STANDARD_INPUT) ? path : fromFolder.nameOf(root.resolve(path));
    }

    /** Two files that are called the same after this still differ in the fingerprint. */
    private static String onOneLine(String name) {
        return name.replaceAll("\\p{Cntrl}|^ ", "?");
    }
}
