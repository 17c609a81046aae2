package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.Percent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many endpoints are ready, of each Service of a namespace that selects pods. What others keep for Services without a
 * selector is not about these pods.
 *
 * @param byService the number, by the name of the Service
 */
record ReadyEndpoints(Map<String, Integer> byService) {

    private static final String SERVICE_OF_SLICE = "kubernetes.io/service-name";
    private static final int NAMES_SHOWN = 3;

    /**
     * Counts them.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if they cannot be read
     */
    static ReadyEndpoints of(ClusterReads cluster, Namespace namespace) {
        Map<String, Set<String>> ready = new TreeMap<>();
        cluster.list(SurroundingKinds.SERVICES, namespace.name()).stream()
                .filter(service -> !service.map("spec", "selector").isEmpty())
                .forEach(service -> ready.put(service.ref().name(), new TreeSet<>()));
        for (KubernetesObject slice : cluster.list(SurroundingKinds.ENDPOINT_SLICES, namespace.name())) {
            Set<String> ofService = ready.get(slice.label(SERVICE_OF_SLICE).orElse(""));
            if (ofService != null) {
                slice.list("endpoints").forEach(endpoint -> readyOne(endpoint).ifPresent(ofService::add));
            }
        }
        var counts = new TreeMap<String, Integer>();
        ready.forEach((service, endpoints) -> counts.put(service, endpoints.size()));
        return new ReadyEndpoints(counts);
    }

    /** What an endpoint is called, if it is ready: a pod with two families of addresses is in two slices, and one. */
    private static Optional<String> readyOne(Object endpoint) {
        if (!(endpoint instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        // Nobody having said anything counts as ready, as the API has it.
        boolean ready = !(map.get("conditions") instanceof Map<?, ?> conditions)
                || !Boolean.FALSE.equals(conditions.get("ready"));
        if (!ready) {
            return Optional.empty();
        }
        return map.get("targetRef") instanceof Map<?, ?> pod && pod.get("name") instanceof String name
                ? Optional.of("pod " + name)
                : Optional.of(String.valueOf(map.get("addresses")));
    }

    /** The Service that has lost more of its ready endpoints than allowed, in words; empty if there is none. */
    Optional<String> loss(ReadyEndpoints before, Percent allowed) {
        // One that is gone was deleted by somebody; a block deletes none.
        return before.byService().entrySet().stream()
                .filter(was -> byService.containsKey(was.getKey()))
                .filter(was ->
                        was.getValue() - byService.getOrDefault(was.getKey(), 0) > was.getValue() * allowed.fraction())
                .map(was -> "service " + was.getKey() + " has " + byService.get(was.getKey()) + " ready endpoints of "
                        + was.getValue() + " before the change")
                .findFirst();
    }

    /** Such as {@code 7 ready endpoints in 3 services}, with those that have none. */
    @Override
    public String toString() {
        int all = byService.values().stream().mapToInt(Integer::intValue).sum();
        List<String> without = byService.entrySet().stream()
                .filter(service -> service.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        String text = all + " ready endpoints in " + byService.size() + " services";
        if (without.isEmpty()) {
            return text;
        }
        String some = String.join(", ", without.subList(0, Math.min(NAMES_SHOWN, without.size())));
        return text + ", none in " + some
                + (without.size() > NAMES_SHOWN ? " and " + (without.size() - NAMES_SHOWN) + " more" : "");
    }
}
