package dev.runproof.runtime.gateway;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A SecurityPolicy of Envoy Gateway that stands at Gateways, by its {@code spec.authorization}: rules in their order, of which the first
 * that matches a request decides, and what happens to those that none matches. Immutable.
 *
 * <p>What Envoy Gateway does with it was read in its source, 1.9.1 ({@code internal/gatewayapi/securitypolicy.go}, {@code
 * internal/xds/translator/authorization.go}), and seen of that version with a real Envoy: a Gateway, or a listener of it, has one such
 * policy, and a second one is not accepted. A route with a policy of its own has that alone. Without {@code defaultAction} whatever no
 * rule matches is denied. A policy that is not accepted may make routes answer 500 to everybody.
 *
 * @param object the policy, as it was read
 */
public record SourcePolicy(KubernetesObject object) {

    /** The kind. */
    public static final ResourceKind KIND =
            new ResourceKind("gateway.envoyproxy.io", "v1alpha1", "SecurityPolicy", "securitypolicies", true);

    /** The keys that lead to its rules. */
    public static final List<String> RULES = List.of("spec", "authorization", "rules");

    /** How many rules it may have for one more to be added: each is compared with each request. */
    static final int MOST_RULES = 256;

    private static final Set<String> OF_SOURCES = Set.of("name", "action", "principal");

    /** What takes from a policy some of the requests that it stands for. */
    private static final List<String> SET_ASIDE = List.of("Overridden", "Merged");

    /** The Gateways and listeners that it stands at, all of its own namespace. */
    public List<Attachment> attachments() {
        return object.list("spec", "targetRefs").stream()
                .filter(Map.class::isInstance)
                .flatMap(ref -> Attachment.of((Map<?, ?>) ref).stream())
                .toList();
    }

    /** Which of its rules turns a source away, whatever it asks for; empty if none does. */
    public Optional<String> denying(IpAddress address) {
        List<Object> rules = object.list(RULES.toArray(String[]::new));
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof Map<?, ?> rule) || !"Deny".equals(rule.get("action"))) {
                // It may let the source in before a later one is asked.
                return Optional.empty();
            }
            if (isOfSourcesAlone(rule) && ranges(rule).stream().anyMatch(range -> range.contains(address))) {
                return Optional.of(rule.get("name") instanceof String name ? "rule " + name : "rule " + (i + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isOfSourcesAlone(Map<?, ?> rule) {
        return OF_SOURCES.containsAll(rule.keySet())
                && rule.get("principal") instanceof Map<?, ?> principal
                && principal.keySet().equals(Set.of("clientCIDRs"));
    }

    private static List<Cidr> ranges(Map<?, ?> rule) {
        var ranges = new ArrayList<Cidr>();
        if (rule.get("principal") instanceof Map<?, ?> principal
                && principal.get("clientCIDRs") instanceof List<?> list) {
            list.forEach(text -> range(String.valueOf(text)).ifPresent(ranges::add));
        }
        return ranges;
    }

    private static Optional<Cidr> range(String text) {
        String[] parts = text.split("/", -1);
        try {
            return parts.length == 2 && parts[1].matches("[0-9]{1,3}")
                    ? Optional.of(Cidr.containing(IpAddress.parse(parts[0]), Integer.parseInt(parts[1])))
                    : Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    /** The rule that turns a source away. */
    public static Map<String, Object> rule(String name, IpAddress address) {
        return Map.of(
                "name",
                name,
                "action",
                "Deny",
                "principal",
                Map.of("clientCIDRs", List.of(Cidr.of(address).toString())));
    }

    /** Why a rule should not be put in front of its others: it would harm others, or not hold; empty if neither. */
    public Optional<String> objectionToOneMore() {
        if (object.at("spec", "authorization").isEmpty()) {
            return Optional.of(
                    "the SecurityPolicy has no authorization, and one with a rule alone turns everybody away: give it"
                            + " authorization with defaultAction: Allow first");
        }
        int rules = object.list(RULES.toArray(String[]::new)).size();
        if (rules >= MOST_RULES) {
            return Optional.of("the SecurityPolicy has " + rules + " rules, and " + MOST_RULES
                    + " are the most that are added to: put ranges in their place");
        }
        return objection();
    }

    /** Why its rules do not hold for all that comes by its Gateways, as far as its controller has told; empty if they do. */
    public Optional<String> objection() {
        List<Attachment> attachments = attachments();
        if (attachments.isEmpty()
                || attachments.size()
                        != object.map("spec").entrySet().stream()
                                .filter(entry -> entry.getKey().startsWith("target"))
                                .mapToInt(entry -> entry.getValue() instanceof List<?> list ? list.size() : 1)
                                .sum()) {
            return Optional.of(
                    "the SecurityPolicy has to name Gateways in spec.targetRefs, and nothing else: no routes, and no"
                            + " targetRef or targetSelectors");
        }
        return attachments.stream()
                .flatMap(attachment -> objection(attachment).stream())
                .findFirst();
    }

    private Optional<String> objection(Attachment attachment) {
        Optional<Conditions> conditions = conditions(attachment);
        if (conditions.isEmpty()) {
            return Optional.of("no controller has accepted the SecurityPolicy for " + attachment
                    + ": there is no such Gateway, or Envoy Gateway does not serve it");
        }
        if (!conditions.get().isTrue("Accepted")) {
            return Optional.of("the SecurityPolicy is not accepted for " + attachment + ", with reason "
                    + conditions.get().reason("Accepted"));
        }
        return SET_ASIDE.stream()
                .filter(conditions.get()::isTrue)
                .findFirst()
                .map(type -> "the SecurityPolicy is " + type + " for some routes of " + attachment
                        + ", which have one of their own and would let the source in: its status names them");
    }

    /** Whether its controller has accepted it, for all that it stands at, as it was read and not only as it was before. */
    public boolean isAccepted() {
        long generation = object.at("metadata", "generation")
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .orElse(Long.MAX_VALUE);
        return objection().isEmpty()
                && attachments().stream()
                        .allMatch(attachment -> conditions(attachment)
                                .filter(conditions -> conditions.isOf(generation))
                                .isPresent());
    }

    private Optional<Conditions> conditions(Attachment attachment) {
        return object.list("status", "ancestors").stream()
                .filter(ancestor -> ancestor instanceof Map<?, ?> map
                        && map.get("ancestorRef") instanceof Map<?, ?> ref
                        && object.ref()
                                .namespace()
                                .equals(
                                        ref.containsKey("namespace")
                                                ? ref.get("namespace")
                                                : object.ref().namespace())
                        && Attachment.of(ref).equals(Optional.of(attachment)))
                .map(ancestor -> Conditions.of((Map<?, ?>) ancestor))
                .findFirst();
    }
}
