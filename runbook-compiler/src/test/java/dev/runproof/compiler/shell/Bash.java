package dev.runproof.compiler.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Bash itself says of scripts, which it reads and does not run. */
final class Bash {

    /**
     * Reads each file named on its standard input, and prints for each whether it is a script. Of some mistakes, such as a
     * here-document that never ends, Bash only warns.
     */
    private static final String JUDGE = """
            while read -r file; do
              out=$("$BASH" -n "$file" 2>&1) && [[ -z $out ]] && echo y || echo n
            done
            """;

    private Bash() {}

    /** Whether there is one here; prints a line if there is none. */
    static boolean isHere() {
        boolean here = judge(List.of("true"), Path.of(System.getProperty("java.io.tmpdir")))
                .isPresent();
        if (!here) {
            System.out.println("SKIPPED: there is no bash here to hold the reading of shell commands against");
        }
        return here;
    }

    /** Which of some scripts it can read to their ends; empty if there is no Bash here. */
    static Optional<List<Boolean>> judge(List<String> scripts, Path folder) {
        try {
            Path files = Files.createTempDirectory(folder, "scripts");
            var names = new StringBuilder();
            for (int i = 0; i < scripts.size(); i++) {
                Path file = files.resolve(Integer.toString(i));
                Files.writeString(file, scripts.get(i));
                names.append(file).append('\n');
            }
            Path list = files.resolve("list");
            Files.writeString(list, names);
            Process process = new ProcessBuilder("bash", "-c", JUDGE)
                    .redirectInput(list.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var verdicts = new ArrayList<Boolean>();
            out.lines().forEach(line -> verdicts.add(line.equals("y")));
            if (verdicts.size() != scripts.size()) {
                throw new AssertionError("bash answered " + verdicts.size() + " of " + scripts.size());
            }
            return Optional.of(verdicts);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
