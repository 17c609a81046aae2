package dev.runproof.runtime.action;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.NamedObject;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What an action contains, and what the checks beside it look at. */
public sealed interface ContainmentTarget {

    /**
     * A canonical text that no other target has, such as {@code ip/shop/203.0.113.7}: short enough for a line that people
     * read.
     */
    String key();

    /** What a key is too short for, and only has the digest of; empty where it says all. */
    default String detail() {
        return "";
    }

    /**
     * Reads a key.
     *
     * @param key the key
     * @param detail the detail that belongs to it
     * @return the target, or empty if no target that is known here has that key and detail
     */
    static Optional<ContainmentTarget> of(String key, String detail) {
        return read(key.split("/", -1), detail)
                .filter(target -> target.key().equals(key) && target.detail().equals(detail));
    }

    private static Optional<ContainmentTarget> read(String[] parts, String detail) {
        try {
            if (parts.length == 3 && Address.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Address(IpAddress.parse(parts[2]), new Namespace(parts[1])));
            }
            if (parts.length == 4 && Range.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Range(IpRange.parse(parts[2] + "/" + parts[3]), new Namespace(parts[1])));
            }
            if (parts.length == 4 && Addresses.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Addresses(IpAddresses.parse(detail), new Namespace(parts[1])));
            }
            if (parts.length == 4 && Pod.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Pod(PodRef.parse(named(parts))));
            }
            if (parts.length == 4 && PodLabels.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new PodLabels(PodRef.parse(named(parts))));
            }
            if (parts.length == 4 && Evidence.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Evidence(PodRef.parse(named(parts))));
            }
            if (parts.length == 4 && Deployment.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Deployment(DeploymentRef.parse(named(parts))));
            }
            if (parts.length == 6 && IngressSource.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new IngressSource(
                        IpAddress.parse(parts[5]), IngressRef.parse(named(parts)), new Namespace(parts[4])));
            }
            if (parts.length == 6 && GatewaySource.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new GatewaySource(
                        IpAddress.parse(parts[5]), SecurityPolicyRef.parse(named(parts)), new Namespace(parts[4])));
            }
            if (parts.length == 4 && Script.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(
                        new Script(new ScriptName(parts[2]), ScriptArgument.parse(detail), new Namespace(parts[1])));
            }
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String named(String[] parts) {
        return parts[1] + "/" + parts[2] + "/" + parts[3];
    }

    /** The namespace that it is in. */
    Namespace namespace();

    /**
     * The key in names of objects, where it would be too long or has characters that a name may not have: the first 32
     * hexadecimal digits of its SHA-256. Half of that would be too short: who chooses addresses at will must not find
     * two that share a name, for the second of them could then not be contained.
     */
    default String hash() {
        return digest(key());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Addresses outside the cluster. */
    sealed interface Remote extends ContainmentTarget {

        /** The addresses: one range or more, of which no two overlap. */
        List<Cidr> ranges();

        /** What a sentence for people calls them. */
        String text();

        /** Whether an address is one of them. */
        default boolean contains(IpAddress address) {
            return ranges().stream().anyMatch(range -> range.contains(address));
        }

        /** The namespace whose pods their packets arrive at. */
        default Namespace arrivesIn() {
            return namespace();
        }
    }

    /** Addresses outside the cluster, as the pods of a namespace see them. */
    sealed interface Network extends Remote {}

    /**
     * An address outside the cluster, as the pods of a namespace see it.
     *
     * @param address the address
     * @param namespace the namespace
     */
    record Address(IpAddress address, Namespace namespace) implements Network {

        private static final String PREFIX = "ip/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + address;
        }

        @Override
        public List<Cidr> ranges() {
            return List.of(Cidr.of(address));
        }

        @Override
        public String text() {
            return address.toString();
        }
    }

    /**
     * A range of addresses outside the cluster, as the pods of a namespace see them.
     *
     * @param of the range
     * @param namespace the namespace
     */
    record Range(IpRange of, Namespace namespace) implements Network {

        private static final String PREFIX = "range/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + of;
        }

        @Override
        public List<Cidr> ranges() {
            return List.of(of.cidr());
        }

        @Override
        public String text() {
            return of.toString();
        }
    }

    /**
     * Some addresses outside the cluster, as the pods of a namespace see them. The key has how many they are and a digest of
     * them, such as {@code ips/shop/200/4a44dc15364204a80fe80e9039455cc1}.
     *
     * @param of the addresses
     * @param namespace the namespace
     */
    record Addresses(IpAddresses of, Namespace namespace) implements Network {

        private static final String PREFIX = "ips/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + of.all().size() + "/" + digest(detail());
        }

        @Override
        public String detail() {
            return of.toString();
        }

        @Override
        public List<Cidr> ranges() {
            return of.all().stream().map(Cidr::of).toList();
        }

        @Override
        public String text() {
            int others = of.all().size() - 1;
            return "the list of " + of.all().get(0)
                    + (others == 0 ? "" : " and " + others + (others == 1 ? " other" : " others"));
        }
    }

    /**
     * An address outside the cluster, as the controller of an Ingress sees it. The key has the UID of the Ingress and where its
     * controller runs, such as {@code ingress/shop/web/4f3c2a10-9b1d-4c57-8f6e-0123456789ab/ingress-nginx/203.0.113.7}.
     *
     * @param address the address
     * @param ingress the Ingress, with its UID
     * @param controllers the namespace that the pods of its controller are in
     */
    record IngressSource(IpAddress address, IngressRef ingress, Namespace controllers) implements Remote {

        private static final String PREFIX = "ingress/";

        /** Takes an Ingress that somebody has looked at. */
        public IngressSource {
            requireUid(ingress);
        }

        @Override
        public String key() {
            return PREFIX + ingress + "/" + controllers + "/" + address;
        }

        @Override
        public Namespace namespace() {
            return ingress.namespace();
        }

        @Override
        public Namespace arrivesIn() {
            return controllers;
        }

        @Override
        public List<Cidr> ranges() {
            return List.of(Cidr.of(address));
        }

        @Override
        public String text() {
            return address.toString();
        }
    }

    /**
     * An address outside the cluster, as the proxies of a Gateway see it. The key has the UID of the policy that stands there and where the
     * proxies run, such as {@code
     * gateway/shop/sources/4f3c2a10-9b1d-4c57-8f6e-0123456789ab/envoy-gateway-system/203.0.113.7}.
     *
     * @param address the address
     * @param policy the policy, with its UID
     * @param controllers the namespace that the proxies are in
     */
    record GatewaySource(IpAddress address, SecurityPolicyRef policy, Namespace controllers) implements Remote {

        private static final String PREFIX = "gateway/";

        /** Takes a policy that somebody has looked at. */
        public GatewaySource {
            requireUid(policy);
        }

        @Override
        public String key() {
            return PREFIX + policy + "/" + controllers + "/" + address;
        }

        @Override
        public Namespace namespace() {
            return policy.namespace();
        }

        @Override
        public Namespace arrivesIn() {
            return controllers;
        }

        @Override
        public List<Cidr> ranges() {
            return List.of(Cidr.of(address));
        }

        @Override
        public String text() {
            return address.toString();
        }
    }

    /** An object of the cluster: this one, and no other of its name. */
    sealed interface Named extends ContainmentTarget {

        /** The object, with its UID. */
        NamedObject of();

        @Override
        default Namespace namespace() {
            return of().namespace();
        }
    }

    /**
     * A pod. The key has its UID, such as {@code pod/shop/web-0/4f3c2a10-9b1d-4c57-8f6e-0123456789ab}.
     *
     * @param of the pod, with its UID
     */
    record Pod(PodRef of) implements Named {

        private static final String PREFIX = "pod/";

        /** Takes a pod that somebody has looked at. */
        public Pod {
            requireUid(of);
        }

        @Override
        public String key() {
            return PREFIX + of;
        }
    }

    /**
     * The labels that a pod has, as long as it alone has them. Beside the pod itself, as both may be contained at a time.
     *
     * @param of the pod, with its UID
     */
    record PodLabels(PodRef of) implements Named {

        private static final String PREFIX = "pod-labels/";

        /** Takes a pod that somebody has looked at. */
        public PodLabels {
            requireUid(of);
        }

        @Override
        public String key() {
            return PREFIX + of;
        }
    }

    /**
     * What is to be known of a pod before it is changed. Another target than the pod itself, as what keeps its evidence
     * stands beside what isolates it. The key has its UID, such as {@code
     * evidence/shop/web-0/4f3c2a10-9b1d-4c57-8f6e-0123456789ab}.
     *
     * @param of the pod, with its UID
     */
    record Evidence(PodRef of) implements Named {

        private static final String PREFIX = "evidence/";

        /** Takes a pod that somebody has looked at. */
        public Evidence {
            requireUid(of);
        }

        @Override
        public String key() {
            return PREFIX + of;
        }
    }

    /**
     * A Deployment. The key has its UID.
     *
     * @param of the Deployment, with its UID
     */
    record Deployment(DeploymentRef of) implements Named {

        private static final String PREFIX = "deployment/";

        /** Takes a Deployment that somebody has looked at. */
        public Deployment {
            requireUid(of);
        }

        @Override
        public String key() {
            return PREFIX + of;
        }
    }

    /**
     * What a script is about. The key has a digest of the argument, such as {@code
     * script/ops/revoke-sessions/4a44dc15364204a80fe80e9039455cc1}.
     *
     * @param script the script
     * @param argument its argument
     * @param namespace the namespace that it runs in
     */
    record Script(ScriptName script, ScriptArgument argument, Namespace namespace) implements ContainmentTarget {

        private static final String PREFIX = "script/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + script + "/" + digest(detail());
        }

        @Override
        public String detail() {
            return argument.text();
        }
    }

    private static void requireUid(NamedObject object) {
        if (object.uid().isEmpty()) {
            throw new InvalidValueException(object + " has no UID, and a name alone is no target");
        }
    }
}
