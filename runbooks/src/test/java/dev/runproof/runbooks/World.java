package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** A host outside of the cluster, where the command of {@code RUNPROOF_WORLD} runs programs. */
final class World {

    private World() {}

    /**
     * Whether an address answers HTTP on port 8080.
     *
     * @param seconds how long it may take
     */
    static boolean answers(String address, String seconds) {
        String prefix = System.getenv().getOrDefault("RUNPROOF_WORLD", "");
        assertThat(prefix)
                .as("RUNPROOF_WORLD runs a program outside the cluster")
                .isNotBlank();
        var command = new ArrayList<>(List.of(prefix.trim().split(" +")));
        command.addAll(
                List.of("curl", "-sf", "--max-time", seconds, "-o", "/dev/null", "http://" + address + ":8080/"));
        return new Program(command.get(0), "it is the command of RUNPROOF_WORLD")
                        .run("", command.subList(1, command.size()))
                        .exitCode()
                == 0;
    }
}
