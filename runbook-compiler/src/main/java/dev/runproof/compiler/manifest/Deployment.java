package dev.runproof.compiler.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How transactions run in one cluster: what {@code deployment.yaml} says.
 *
 * @param image the image of the executor
 * @param namespace the namespace of the executors and their records
 * @param ciliumNamespace the namespace of Cilium
 * @param mayActIn the namespaces in which something may be contained; empty if that is all of them
 * @param enforced the names of transactions and responses that act; the others are audited
 * @param prometheus the address of a Prometheus
 * @param nodeProbeKey the Secret with the key of the node probes
 * @param pagers the Secret that names who is told
 * @param protectedList what is never contained, as the data of its ConfigMap
 * @param people who may do what
 */
public record Deployment(
        String image,
        String namespace,
        String ciliumNamespace,
        SortedSet<String> mayActIn,
        SortedSet<String> enforced,
        Optional<String> prometheus,
        Optional<String> nodeProbeKey,
        Optional<String> pagers,
        Map<String, String> protectedList,
        People people) {

    /** Takes the collections as they are now. */
    public Deployment {
        mayActIn = new TreeSet<>(mayActIn);
        enforced = new TreeSet<>(enforced);
        protectedList = new TreeMap<>(protectedList);
    }

    /**
     * Groups of people.
     *
     * @param start who creates Jobs
     * @param approve who agrees to steps, by the name in which they do
     * @param quarantine who isolates pods by hand
     * @param unquarantine who lifts that
     * @param protect who says what is never touched
     */
    public record People(
            List<String> start,
            SortedMap<String, List<String>> approve,
            List<String> quarantine,
            List<String> unquarantine,
            List<String> protect) {

        /** Takes the lists as they are now. */
        public People {
            start = List.copyOf(start);
            approve = new TreeMap<>(approve);
            quarantine = List.copyOf(quarantine);
            unquarantine = List.copyOf(unquarantine);
            protect = List.copyOf(protect);
        }
    }

    boolean mayActAnywhere() {
        return mayActIn.isEmpty();
    }

    boolean enforces(Work work) {
        return enforced.contains(work.name());
    }
}
