package dev.runproof.compiler.content;

import dev.runproof.compiler.shell.SimpleCommand;
import dev.runproof.compiler.shell.SimpleCommand.Target;
import dev.runproof.compiler.shell.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files that commands need: programs and scripts that are run by their paths, and what is given to options that are known
 * to take a file. What commands wrote before is left out; so is all that follows a command behind which the reader is elsewhere.
 */
final class CommandFiles {

    private static final Pattern PATH = Pattern.compile("(?:\\.{1,2}/)*[\\w@+][\\w@+.-]*(?:/[\\w@+][\\w@+.-]*)*/?");
    private static final Pattern ENDING = Pattern.compile(".*\\.[A-Za-z][A-Za-z0-9]{0,9}");

    /** Commands before a command. */
    private static final Set<String> PREFIXES = Set.of("sudo", "env", "time", "nohup", "exec", "command", "watch");

    private static final Set<String> INTERPRETERS = Set.of(
            "sh",
            "bash",
            "zsh",
            "dash",
            "ksh",
            "source",
            ".",
            "python",
            "python3",
            "perl",
            "ruby",
            "node",
            "ansible-playbook");

    private static final Set<String> FILE_OPTIONS =
            Set.of("-f", "--filename", "-k", "--kustomize", "--values", "--from-file", "--patch-file", "--var-file");

    private static final Set<String> WITH_FILE_OPTIONS = Set.of(
            "kubectl",
            "oc",
            "k",
            "helm",
            "jq",
            "psql",
            "terraform",
            "kustomize",
            "argocd",
            "istioctl",
            "awk",
            "docker-compose");

    /** Behind them relative paths mean something else: another folder, another machine, or files that came with them. */
    private static final Set<String> ELSEWHERE = Set.of(
            "cd", "pushd", "popd", "chroot", "ssh", "scp", "rsync", "su", "docker", "podman", "nerdctl", "crictl",
            "ctr", "vagrant", "nsenter", "git", "gh", "tar", "unzip", "wget", "curl", "gcloud", "aws", "az", "toolbox",
            "tsh", "mosh", "screen", "tmux", "make", "go", "npm", "cargo", "mvn");

    private static final Set<String> CLUSTER = Set.of("kubectl", "oc", "k");
    private static final Set<String> INTO_PODS = Set.of("exec", "rsh", "debug", "attach", "cp", "run", "ssh", "rsync");

    private static final Set<String> WRITERS = Set.of(
            "tee", "touch", "mkdir", "cp", "mv", "ln", "install", "vi", "vim", "nano", "emacs", "split", "openssl",
            "mktemp");
    private static final Set<String> OUTPUT_OPTIONS =
            Set.of("-o", "-O", "--output", "--out", "--output-file", "--out-file");

    private final Set<String> written = new HashSet<>();
    private boolean elsewhere;

    /** The words of a command that name files; to be asked for the commands of a page in their order. */
    List<Word> of(SimpleCommand command) {
        List<Word> words = withoutPrefixes(command.words());
        String name = words.isEmpty() ? "" : words.get(0).literal().orElse("");
        command.targets().stream()
                .filter(target -> target.operator().contains(">"))
                .forEach(target -> written.add(text(target.word())));
        boolean leaves = ELSEWHERE.contains(name)
                || (CLUSTER.contains(name) && words.stream().anyMatch(word -> INTO_PODS.contains(text(word))));
        elsewhere |= leaves;
        if (WRITERS.contains(name)) {
            words.forEach(word -> written.add(text(word)));
        }
        var files = new ArrayList<Word>();
        if (!elsewhere) {
            arguments(name, words, files);
            command.targets().stream()
                    .filter(target -> target.operator().equals("<"))
                    .map(Target::word)
                    .forEach(files::add);
        }
        files.removeIf(
                word -> !PATH.matcher(path(word)).matches() || !path(word).contains("/") || isWritten(path(word)));
        return files;
    }

    /** The path that a word gives, without the option before it. */
    static String path(Word word) {
        String text = text(word);
        return text.startsWith("-") ? text.substring(text.indexOf('=') + 1) : text;
    }

    /** Whether a path ends like that of a file. */
    static boolean hasEnding(String path) {
        return ENDING.matcher(path).matches();
    }

    private void arguments(String name, List<Word> words, List<Word> files) {
        if (name.contains("/")) {
            files.add(words.get(0));
        }
        for (int i = 1; i < words.size(); i++) {
            String before = text(words.get(i - 1));
            String text = text(words.get(i));
            if (OUTPUT_OPTIONS.contains(before)) {
                written.add(text);
            }
            boolean joined =
                    text.startsWith("--") && FILE_OPTIONS.contains(text.substring(0, Math.max(0, text.indexOf('='))));
            if (WITH_FILE_OPTIONS.contains(name)
                    && (joined || (FILE_OPTIONS.contains(before) && !text.startsWith("-")))) {
                files.add(words.get(i));
            }
        }
        if (INTERPRETERS.contains(name)) {
            script(words).filter(word -> hasEnding(text(word))).ifPresent(files::add);
        }
    }

    /** The first argument, unless the code is given by an option. */
    private static Optional<Word> script(List<Word> words) {
        for (Word word : words.subList(1, words.size())) {
            String text = text(word);
            if (text.isEmpty() || Set.of("-c", "-m", "-e", "-s", "-").contains(text)) {
                return Optional.empty();
            }
            if (!text.startsWith("-")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** Whether a command wrote the file, or made a folder that it is in. */
    private boolean isWritten(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String part = path.substring(0, end);
            boolean found = written.contains(part) || written.contains(part + "/") || written.contains(plain(part));
            if (found && !part.equals(".") && !part.equals("..")) {
                return true;
            }
        }
        return written.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String plain(String path) {
        return path.startsWith("./") ? path.substring(2) : "./" + path;
    }

    private static List<Word> withoutPrefixes(List<Word> words) {
        int first = 0;
        while (first < words.size()
                && (PREFIXES.contains(text(words.get(first)))
                        || (first > 0 && text(words.get(first)).startsWith("-")))) {
            first++;
        }
        return words.subList(first, words.size());
    }

    private static String text(Word word) {
        return word.literal().orElse("");
    }
}
