package dev.runproof.runbooks;

import java.util.ArrayList;
import java.util.List;

/** A host outside of the cluster. */
final class World {

    private World() {}

    /**
     * Whether an address answers HTTP on port 8080.
     *
     * @param seconds how long it may take
     */
    static boolean answers(String address, String seconds) {
        return answers(address, seconds, List.of());
    }

    /** Whether an address answers one of the addresses of that host. */
    static boolean answersTo(String from, String address) {
        return answers(address, "1", List.of("--interface", from));
    }

    private static boolean answers(String address, String seconds, List<String> options) {
        var words = new ArrayList<>(List.of("curl", "-sf", "--max-time", seconds, "-o", "/dev/null"));
        words.addAll(options);
        words.add("http://" + address + ":8080/");
        return Given.WORLD.run(words).exitCode() == 0;
    }
}
