package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.hubble.Hubble;
import dev.runproof.runtime.value.PodRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a collector is told to do.
 *
 * @param pod the pod, with its UID
 * @param job the Job that it runs in
 * @param store the folder that takes the evidence
 * @param addresses the file with presigned addresses to which it is uploaded, one a line; empty if it stays in the folder
 * @param proc where the processes of the node are to be seen, such as {@code /proc}; empty if the collector has no rights there
 * @param hubble whom to ask for flows; empty if nobody
 * @param within how long it may take
 * @param collector who collects: a pod of the Job, as which account, on which node, in which version
 */
public record Order(
        PodRef pod,
        ObjectRef job,
        Path store,
        Optional<Path> addresses,
        Optional<Path> proc,
        Optional<Hubble> hubble,
        Duration within,
        Identity collector) {

    /** Takes an order about a pod that somebody has looked at. */
    public Order {
        if (pod.uid().isEmpty()) {
            throw new IllegalArgumentException("a pod without its UID is none that evidence can be about");
        }
    }

    /**
     * Who collects.
     *
     * @param pod the name of the collector's own pod
     * @param account its service account
     * @param node the node that it is on
     * @param version the version of the program
     */
    public record Identity(String pod, String account, String node, String version) {}

    String uid() {
        return pod.uid().orElseThrow();
    }
}
