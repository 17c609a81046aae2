package dev.runproof.runtime.simulated;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which real cluster contract tests run on: the one that somebody names, else one that can be started, else none. */
sealed interface Ladder {

    /** The environment variable that names the kubeconfig file of a cluster. */
    String KUBECONFIG = "RUNPROOF_KUBECONFIG";

    /** The cluster of a kubeconfig file. */
    record Named(Path kubeconfig) implements Ladder {}

    /** One in Docker, to be started. */
    record InDocker() implements Ladder {}

    /**
     * None: the simulated one is all that there is.
     *
     * @param why what is missing for each of the others
     */
    record None(String why) implements Ladder {}

    /**
     * Chooses.
     *
     * @param environment the variables of the process
     * @param obstacle why no cluster can be started in Docker, or nothing; asked only where none is named
     */
    static Ladder choose(Map<String, String> environment, Supplier<Optional<String>> obstacle) {
        String named = environment.getOrDefault(KUBECONFIG, "").strip();
        if (!named.isEmpty()) {
            return new Named(Path.of(named));
        }
        Optional<Ladder> none = obstacle.get()
                .map(why -> new None(
                        KUBECONFIG + " does not name the kubeconfig file of a cluster with Cilium, and " + why));
        return none.orElseGet(InDocker::new);
    }
}
