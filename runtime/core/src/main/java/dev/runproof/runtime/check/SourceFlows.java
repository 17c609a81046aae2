package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.TimeSpan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether flows show that nodes keep the addresses of those who send to a namespace, its source among them.
 *
 * <p>That the source was seen is not enough. A node that forwards to a pod of its own keeps the address, and puts its own there when it forwards
 * to another node: a part of the traffic would be seen and blocked, and the rest pass. So in the same time no flow may have
 * come from the address of a node. With tunnels that address is the one from which a node also probes its own pods, which
 * tells nothing; then flows show nothing.
 */
final class SourceFlows {

    private static final TimeSpan TIME = TimeSpan.parse("5m");
    private static final int MOST_NODES = 1000;
    private static final Set<String> TYPES = Set.of("InternalIP", "ExternalIP");

    private SourceFlows() {}

    /** What flows show. */
    sealed interface Evidence {

        /**
         * The address is kept.
         *
         * @param note on what grounds
         */
        record Kept(String note) implements Evidence {}

        /**
         * They do not show it.
         *
         * @param reason why not
         */
        record None(String reason) implements Evidence {}
    }

    /** Looks. Whatever cannot be found out shows nothing. */
    static Evidence look(CheckContext context) {
        if (context.sources().metrics().isEmpty()) {
            return new Evidence.None("no Prometheus is given to ask for them");
        }
        if (!(context.target() instanceof ContainmentTarget.Address target)) {
            return new Evidence.None("they are asked about one address only");
        }
        try {
            return routesNatively(context)
                    ? ask(context, target)
                    : new Evidence.None("only without tunnels would they tell who was hidden by a node");
        } catch (ClusterException | InvalidValueException e) {
            return new Evidence.None(String.valueOf(e.getMessage()));
        }
    }

    private static boolean routesNatively(CheckContext context) {
        return CiliumConfiguration.read(context)
                .flatMap(configuration -> configuration.text("routing-mode"))
                .equals(Optional.of("native"));
    }

    private static Evidence ask(CheckContext context, ContainmentTarget.Address target) {
        Set<IpAddress> nodes = context.surroundings().list(SurroundingKinds.NODES).stream()
                .flatMap(node -> addresses(node).stream())
                .collect(Collectors.toSet());
        if (nodes.isEmpty() || nodes.size() > MOST_NODES) {
            return new Evidence.None("nodes have " + nodes.size() + " addresses");
        }
        var question = new SightQuestion(target.address(), nodes, target.namespace(), TIME);
        var answer = context.measured(question.text(), context.clock().instant(), "flows");
        if (!(answer instanceof Answer.Samples samples)) {
            return new Evidence.None(((Answer.Unknown) answer).reason());
        }
        return SightQuestion.read(samples)
                .map(sight -> judge(sight, target))
                .orElseGet(() -> new Evidence.None("the figures of Prometheus do not fit together"));
    }

    private static Evidence judge(SightQuestion.Sight sight, ContainmentTarget.Address target) {
        String where = " at pods of namespace " + target.namespace() + " in the last " + TIME;
        if (sight.ofNodes() > 0) {
            return new Evidence.None(
                    "about " + Math.round(sight.ofNodes()) + " arrived" + where + " from addresses of nodes");
        }
        return sight.ofSource() > 0
                ? new Evidence.Kept("about " + Math.round(sight.ofSource()) + " flows from " + target.address()
                        + " itself arrived" + where + ", and none from the address of a node")
                : new Evidence.None("none from " + target.address() + " arrived" + where);
    }

    private static Set<IpAddress> addresses(KubernetesObject node) {
        Map<String, IpAddress> addresses = new TreeMap<>();
        node.list("status", "addresses").forEach(entry -> {
            if (entry instanceof Map<?, ?> map
                    && map.get("type") instanceof String type
                    && TYPES.contains(type)
                    && map.get("address") instanceof String address) {
                addresses.put(address, IpAddress.parse(address));
            }
        });
        return Set.copyOf(addresses.values());
    }
}
