package dev.runproof.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs of this machine that the making of an image runs, each in an environment that is the same everywhere. */
final class Program {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8");

    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @param command the program and its arguments, without a shell
     * @param remedy what to do if it fails, for people
     * @return what it wrote to standard output and standard error
     * @throws ImageException if it cannot be started, or ends with anything but 0
     */
    static String run(List<String> command, String remedy) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(ENVIRONMENT);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new ImageException(
                        "`" + String.join(" ", command) + "` failed (" + code + "): " + output.strip() + "\n" + remedy);
            }
            return output;
        } catch (IOException e) {
            throw new ImageException("`" + command.get(0) + "` cannot be run: " + e.getMessage() + "\n" + remedy, e);
        }
    }
}
