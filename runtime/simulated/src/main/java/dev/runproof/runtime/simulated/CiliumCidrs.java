package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The CIDRs in Cilium's network policies, as the schema of their definition refuses them: its {@code format: cidr} is
 * Go's {@code ParseCIDRSloppy}, which takes leading zeros and host bits.
 */
final class CiliumCidrs {

    private static final List<String> POLICIES = List.of("ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies");
    private static final List<String> DIRECTIONS = List.of("ingress", "ingressDeny", "egress", "egressDeny");
    private static final Pattern IPV4_PART = Pattern.compile("0*[0-9]{1,3}");
    private static final Pattern IPV6_GROUP = Pattern.compile("0*[0-9A-Fa-f]{1,4}");
    private static final Pattern LENGTH = Pattern.compile("0*[0-9]{1,3}");
    private static final int IPV6_GROUPS = 8;

    private CiliumCidrs() {}

    static Optional<String> refusal(KubernetesObject object) {
        var kind = object.ref().kind();
        if (!kind.group().equals("cilium.io") || !POLICIES.contains(kind.plural())) {
            return Optional.empty();
        }
        var specs = new ArrayList<>(object.list("specs"));
        specs.add(object.map("spec"));
        return specs.stream()
                .flatMap(spec -> DIRECTIONS.stream()
                        .flatMap(direction -> elements(in(spec, direction)).stream()
                                .flatMap(rule -> rule(rule, direction.startsWith("ingress") ? "from" : "to").stream())))
                .findFirst();
    }

    private static Optional<String> rule(Object rule, String side) {
        if (in(rule, side + "CIDR").filter(String.class::isInstance).isPresent()) {
            return Optional.of(side + "CIDR is not a list");
        }
        for (Object cidr : elements(in(rule, side + "CIDR"))) {
            if (!isCidr(cidr)) {
                return Optional.of("an element of " + side + "CIDR is not a CIDR");
            }
        }
        for (Object set : elements(in(rule, side + "CIDRSet"))) {
            var cidrs = new ArrayList<>(elements(in(set, "except")));
            in(set, "cidr").ifPresent(cidrs::add);
            if (!cidrs.stream().allMatch(CiliumCidrs::isCidr)) {
                return Optional.of("an element of " + side + "CIDRSet has something that is not a CIDR");
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> in(Object node, String key) {
        return node instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }

    /** The elements of a list; of anything else itself, which then is no CIDR. */
    private static List<Object> elements(Optional<Object> node) {
        return node.<List<Object>>map(value -> value instanceof List<?> list ? List.copyOf(list) : List.of(value))
                .orElse(List.of());
    }

    private static boolean isCidr(Object value) {
        if (!(value instanceof String text)) {
            return false;
        }
        int slash = text.indexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            return false;
        }
        String address = text.substring(0, slash);
        int length = Integer.parseInt(text.substring(slash + 1));
        return address.contains(":") ? length <= 128 && isIpv6(address) : length <= 32 && isIpv4(address);
    }

    private static boolean isIpv4(String text) {
        var parts = text.split("\\.", -1);
        for (String part : parts) {
            if (!IPV4_PART.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == IPV6_GROUPS;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups of 16 bits a text has; -1 if it is something else. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        var parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (IPV6_GROUP.matcher(parts[i]).matches()) {
                groups++;
            } else if (last && i == parts.length - 1 && isIpv4(parts[i])) {
                groups += 2;
            } else {
                return -1;
            }
        }
        return groups;
    }
}
