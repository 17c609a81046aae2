package dev.runproof.runtime.ingress;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Ingress controller of the Kubernetes project, ingress-nginx, by its annotation {@code denylist-source-range}.
 *
 * <p>What it does with that was read in its source, controller v1.6 to v1.12 ({@code internal/ingress/annotations/ipdenylist},
 * {@code internal/net}, {@code .../parser}): an Ingress without the annotation has the list {@code denylist-source-range} of the
 * controller's ConfigMap, and one with it has its own list alone. An entry that cannot be read, an empty one too, makes it answer
 * 503 to everybody. Denials come before what {@code whitelist-source-range} allows. Versions before 1.6 ignore it.
 *
 * @param pods the pods that serve the Ingress, at least one, which have the same prefix for annotations
 * @param configurations their ConfigMaps, as far as there are any
 */
record IngressNginx(List<KubernetesObject> pods, List<KubernetesObject> configurations) implements IngressController {

    static final String NAME = "ingress-nginx";

    /** How many entries a list may have for one more to be added: each is a line in each location of its Ingress. */
    static final int MOST_ENTRIES = 1000;

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final String PROGRAM = "nginx-ingress-controller";
    private static final String LIST = "denylist-source-range";
    private static final Pattern TAG = Pattern.compile("[^@]*:v?([0-9]{1,4})\\.([0-9]{1,4})(?:[.-][^@:/]*)?(?:@.*)?");
    private static final Pattern LABEL = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:[.-].*)?");

    IngressNginx {
        pods = List.copyOf(pods);
        configurations = List.copyOf(configurations);
    }

    /** Its pods among some, if any of them serves an Ingress. */
    static Optional<IngressNginx> of(
            IngressClaim claim, String namespace, List<KubernetesObject> pods, ClusterReads cluster) {
        var serving = new ArrayList<KubernetesObject>();
        var configurations = new LinkedHashSet<ObjectRef>();
        var prefixes = new LinkedHashSet<String>();
        for (KubernetesObject pod : pods) {
            var flags = Flags.of(pod);
            if (isAlive(pod) && flags.isPresent() && serves(flags.get(), claim, namespace)) {
                serving.add(pod);
                prefixes.add(flags.get().annotations());
                flags.get().configuration(pod).ifPresent(configurations::add);
            }
        }
        // Two that read different annotations would each need one of its own.
        return prefixes.size() == 1
                ? Optional.of(new IngressNginx(
                        serving,
                        configurations.stream()
                                .flatMap(ref -> cluster.get(ref).stream())
                                .toList()))
                : Optional.empty();
    }

    private static boolean isAlive(KubernetesObject pod) {
        return pod.text("metadata", "deletionTimestamp").isEmpty()
                && !PodPhase.of(pod).hasEnded();
    }

    private static boolean serves(Flags flags, IngressClaim claim, String namespace) {
        String watched = flags.value("watch-namespace", "");
        if (!watched.isEmpty() && !watched.equals(namespace)) {
            return false;
        }
        if (claim instanceof IngressClaim.ByClass named) {
            return named.controller().equals(Optional.of(flags.value("controller-class", "k8s.io/ingress-nginx")));
        }
        if (claim instanceof IngressClaim.ByAnnotation annotation) {
            return annotation.text().equals(flags.value("ingress-class", "nginx"));
        }
        return flags.value("watch-ingress-without-class", "false").equals("true");
    }

    /**
     * What a pod of it was started with.
     *
     * @param texts the command and its arguments
     * @param image the image of its container
     */
    private record Flags(List<String> texts, String image) {

        static Optional<Flags> of(KubernetesObject pod) {
            return pod.list("spec", "containers").stream()
                    .filter(Map.class::isInstance)
                    .map(container -> of((Map<?, ?>) container))
                    .filter(flags -> flags.texts.stream().anyMatch(text -> text.endsWith(PROGRAM)))
                    .findFirst();
        }

        private static Flags of(Map<?, ?> container) {
            var texts = new ArrayList<String>();
            for (String key : List.of("command", "args")) {
                if (container.get(key) instanceof List<?> list) {
                    list.forEach(text -> texts.add(String.valueOf(text)));
                }
            }
            return new Flags(texts, String.valueOf(container.get("image")));
        }

        /** The value of a flag, as in {@code --flag=value} or {@code --flag value}; the last one counts. */
        String value(String flag, String left) {
            String value = left;
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i).replaceFirst("^--?", "--");
                if (text.startsWith("--" + flag + "=")) {
                    value = text.substring(flag.length() + 3);
                } else if (text.equals("--" + flag)) {
                    boolean alone = i + 1 == texts.size() || texts.get(i + 1).startsWith("-");
                    value = alone ? "true" : texts.get(i + 1);
                }
            }
            return value;
        }

        String annotations() {
            return value("annotations-prefix", "nginx.ingress.kubernetes.io");
        }

        Optional<ObjectRef> configuration(KubernetesObject pod) {
            String[] parts = value("configmap", "")
                    .replace("$(POD_NAMESPACE)", pod.ref().namespace())
                    .split("/", -1);
            return parts.length == 2 ? Optional.of(new ObjectRef(CONFIG_MAPS, parts[0], parts[1])) : Optional.empty();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String annotation() {
        return annotation(LIST);
    }

    private String annotation(String name) {
        return Flags.of(pods.get(0)).orElseThrow().annotations() + "/" + name;
    }

    @Override
    public Rule ruleFor(IpAddress address, KubernetesObject ingress) {
        Optional<String> list = ingress.annotation(annotation());
        if (list.isEmpty()) {
            return withoutList();
        }
        var entries = Arrays.stream(list.get().split(",", -1)).map(Entry::of).toList();
        if (entries.stream().anyMatch(Optional::isEmpty)) {
            return new Rule.Unusable("the annotation " + annotation()
                    + " has an entry that is no plain address or range, and for one that it cannot read " + NAME
                    + " answers 503 to everybody: correct it first");
        }
        return entries.stream()
                .flatMap(Optional::stream)
                .filter(entry -> entry.range().contains(address))
                .findFirst()
                .<Rule>map(entry -> new Rule.TurnsAway(entry.text()))
                .orElseGet(() -> withRoom(entries.size()));
    }

    private Rule withRoom(int entries) {
        return entries < MOST_ENTRIES
                ? risk().orElseGet(Rule.LetsIn::new)
                : new Rule.Unusable("the annotation " + annotation() + " has " + entries + " entries, and "
                        + MOST_ENTRIES + " are the most that are added to: put ranges in their place");
    }

    /** An own list would take the place of that of all Ingresses. */
    private Rule withoutList() {
        return configurations.stream()
                .filter(map -> !map.text("data", LIST).orElse("").isBlank())
                .findFirst()
                .<Rule>map(map -> new Rule.Unusable("the Ingress has no list of its own and so has that of " + map.ref()
                        + ", whose place its own would take: copy that into its annotation " + annotation()
                        + " first, or add the address to the ConfigMap"))
                .or(this::risk)
                .orElseGet(Rule.LetsIn::new);
    }

    /** From 1.9 on, an Ingress with an annotation above the level is not read at all; this one is of medium risk. */
    private Optional<Rule> risk() {
        return configurations.stream()
                .filter(map ->
                        map.text("data", "annotations-risk-level").orElse("").equalsIgnoreCase("Low"))
                .findFirst()
                .map(map -> new Rule.Unusable("the annotations-risk-level of " + map.ref()
                        + " is Low, with which an Ingress that has such a list is not served: raise it to Medium"));
    }

    @Override
    public Obedience obedience(KubernetesObject ingress) {
        for (KubernetesObject pod : pods) {
            Optional<Matcher> version = version(pod);
            if (version.isEmpty()) {
                return new Obedience.Unknown("neither the image of " + pod.ref()
                        + " nor its label app.kubernetes.io/version tells its version, and versions before 1.6 ignore "
                        + annotation());
            }
            int major = Integer.parseInt(version.get().group(1));
            int minor = Integer.parseInt(version.get().group(2));
            if (major < 1 || (major == 1 && minor < 6)) {
                return new Obedience.Ignores(pod.ref() + " is of version " + major + "." + minor
                        + ", and versions before 1.6 ignore " + annotation());
            }
        }
        if (pods.stream().noneMatch(IngressNginx::isReady)) {
            return new Obedience.Ignores(
                    "no pod of " + NAME + " is ready, such as " + pods.get(0).ref());
        }
        if (ingress.annotation(annotation("canary")).equals(Optional.of("true"))) {
            return new Obedience.Ignores(
                    "the Ingress is a canary of another one, whose list counts: deny the source there");
        }
        if (ingress.annotation(annotation("satisfy")).equals(Optional.of("any"))) {
            return new Obedience.Ignores(
                    "the Ingress has " + annotation("satisfy") + ": any, so that who signs in is let in from anywhere");
        }
        return new Obedience.Obeys(toldBy());
    }

    private String toldBy() {
        return configurations.stream()
                .flatMap(map -> List.of("use-proxy-protocol", "use-forwarded-headers", "enable-real-ip").stream()
                        .filter(key -> map.text("data", key).equals(Optional.of("true"))))
                .findFirst()
                .orElse("");
    }

    private static boolean isReady(KubernetesObject pod) {
        return pod.list("status", "conditions").stream()
                .anyMatch(condition -> condition instanceof Map<?, ?> map
                        && "Ready".equals(map.get("type"))
                        && "True".equals(map.get("status")));
    }

    private static Optional<Matcher> version(KubernetesObject pod) {
        return Optional.of(TAG.matcher(Flags.of(pod).orElseThrow().image()))
                .filter(Matcher::matches)
                .or(() -> pod.label("app.kubernetes.io/version")
                        .map(LABEL::matcher)
                        .filter(Matcher::matches));
    }
}
