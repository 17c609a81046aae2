package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.shell.ShellScript;
import dev.runproof.compiler.shell.SimpleCommand;
import dev.runproof.compiler.shell.Word;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.workspace.TreeFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A script or a file that a runbook names and that is not in its repository. Only where it is plain that one of the repository
 * is meant: the path begins with {@code ./}, or with a folder that is there.
 */
final class MissingFile {

    /** What is likely to be a file where text names it: an ending such as that of a name of Kubernetes or Java is none. */
    private static final Pattern FILE = Pattern.compile("(?:\\.{1,2}/)*[\\w@+][\\w@+.-]*(?:/[\\w@+][\\w@+.-]*)+"
            + "\\.(?:sh|bash|py|rb|pl|js|ts|jq|awk|sql|go|java|ya?ml|json|toml|ini|cfg|conf|env|md|txt|csv|tf|tfvars|rego|"
            + "jsonnet|libsonnet|tmpl|tpl|j2|service|rules|html|svg|png|pdf)");

    private static final int LONGEST = 300;

    private final TreeFiles files;

    MissingFile(TreeFiles files) {
        this.files = files;
    }

    void report(Runbook runbook, List<NamedFile> all, Findings findings) {
        Set<String> told = new HashSet<>();
        for (NamedFile named : all) {
            if (isOurs(runbook, named.path())
                    && !files.exist(runbook.location(), named.path())
                    && told.add(named.path())) {
                findings.add(new Finding(
                        ContentRules.MISSING_FILE,
                        named.inCommand() ? Severity.ERROR : Severity.WARNING,
                        named.span(),
                        "there is no file " + named.path() + (named.inCommand() ? "" : ", which the text names"),
                        files.near(runbook.location(), named.path())
                                .map(near -> "did you mean " + near + "?")
                                .orElse(
                                        "correct the path, which counts from the runbook, from runbook.yaml or from the top "
                                                + "of the repository, or add the file")));
            }
        }
    }

    private boolean isOurs(Runbook runbook, String path) {
        if (path.length() > LONGEST || !files.isWithin(runbook.location(), path)) {
            return false;
        }
        String plain = path.replaceFirst("^(?:\\.{1,2}/)+", "");
        int slash = plain.indexOf('/');
        return !plain.equals(path) || (slash > 0 && files.exist(runbook.location(), plain.substring(0, slash)));
    }

    /** The files that a runbook names. */
    static List<NamedFile> named(Runbook runbook, List<ShellFragment> fragments) {
        var named = new ArrayList<NamedFile>();
        var commands = new CommandFiles();
        for (ShellFragment fragment : fragments) {
            for (SimpleCommand command : fragment.script().commands()) {
                for (Word word : commands.of(command)) {
                    named.add(new NamedFile(CommandFiles.path(word), fragment.span(word.start(), word.end()), true));
                }
            }
        }
        for (Span code : PlaceholderSearch.inline(runbook)) {
            named(code, named);
        }
        return named;
    }

    /** What code within text names: a path, or the files of a command. */
    private static void named(Span code, List<NamedFile> named) {
        String ticked = code.text();
        if (ticked.length() > LONGEST) {
            return;
        }
        String text = withoutTicks(ticked).strip();
        int start = code.start() + ticked.indexOf(text);
        if (text.indexOf('/') >= 0 && FILE.matcher(text).matches()) {
            named.add(new NamedFile(text, code.file().span(start, start + text.length()), false));
        } else if (text.indexOf(' ') > 0) {
            var commands = new CommandFiles();
            for (SimpleCommand command : ShellScript.read(text).commands()) {
                for (Word word : commands.of(command)) {
                    named.add(new NamedFile(
                            CommandFiles.path(word), code.file().span(start + word.start(), start + word.end()), true));
                }
            }
        }
    }

    private static String withoutTicks(String ticked) {
        int begin = 0;
        int end = ticked.length();
        while (begin < end && ticked.charAt(begin) == '`') {
            begin++;
        }
        while (end > begin && ticked.charAt(end - 1) == '`') {
            end--;
        }
        return ticked.substring(begin, end);
    }
}
