package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** How Cilium's agents are told to run: the ConfigMap {@code cilium-config}. */
final class CiliumConfiguration {

    static final String NAME = "cilium-config";

    private final KubernetesObject object;

    private CiliumConfiguration(KubernetesObject object) {
        this.object = object;
    }

    static ObjectRef refIn(CheckContext context) {
        return new ObjectRef(
                SurroundingKinds.CONFIG_MAPS,
                context.sources().ciliumNamespace().name(),
                NAME);
    }

    /**
     * Reads it.
     *
     * @return empty if there is none
     * @throws dev.runproof.runtime.cluster.ClusterException if it cannot be read
     */
    static Optional<CiliumConfiguration> read(CheckContext context) {
        return context.surroundings().get(refIn(context)).map(CiliumConfiguration::new);
    }

    ObjectRef ref() {
        return object.ref();
    }

    Optional<String> text(String key) {
        return object.text("data", key);
    }

    /** Why no policy is enforced, in a sentence for people; empty if they are. */
    Optional<String> switchedOff() {
        if (text("policy-audit-mode").equals(Optional.of("true"))) {
            return Optional.of("Cilium runs in policy audit mode, in which it drops nothing: see " + ref());
        }
        if (text("enable-policy").equals(Optional.of("never"))) {
            return Optional.of("Cilium is told never to enforce policies: see " + ref());
        }
        return Optional.empty();
    }

    /**
     * Whether a label is part of what Cilium tells endpoints apart by. It has patterns for the beginnings
     * of labels, {@code SOURCE:PATTERN} or {@code SOURCE:!PATTERN} to leave them out; with one that takes labels in, all
     * others are left out; where one of each kind applies, the one that covers more of the label does. Its own defaults leave
     * out nothing under {@code runproof.dev/}. (pkg/labelsfilter of Cilium 1.16.5)
     *
     * @param source the source of the label, such as {@code k8s}
     * @param label the key of the label
     * @return whether it is; empty if a file on the nodes says it
     */
    Optional<Boolean> countsForIdentity(String source, String label) {
        if (text("label-prefix-file").filter(file -> !file.isEmpty()).isPresent()) {
            return Optional.empty();
        }
        var all = filters(text("labels").orElse(""));
        int in = covering(all, false, source, label).max().orElse(0);
        int out = covering(all, true, source, label).min().orElse(0);
        boolean chosen = all.stream().anyMatch(filter -> !filter.leavesOut());
        return Optional.of((!chosen && out == 0) || in > out);
    }

    private static IntStream covering(List<Filter> all, boolean leavingOut, String source, String label) {
        return all.stream()
                .filter(filter -> filter.leavesOut() == leavingOut)
                .mapToInt(filter -> filter.covers(source, label))
                .filter(covered -> covered > 0);
    }

    private static List<Filter> filters(String text) {
        var filters = new ArrayList<Filter>();
        for (String part : text.trim().split("\\s+", -1)) {
            if (!part.isEmpty()) {
                filters.add(Filter.of(part));
            }
        }
        return filters;
    }

    /** A pattern for the beginnings of labels. */
    private record Filter(String source, boolean leavesOut, String pattern) {

        static Filter of(String text) {
            int colon = text.indexOf(':');
            String source = colon < 0 ? "" : text.substring(0, colon);
            String rest = text.substring(colon + 1);
            boolean leavesOut = rest.startsWith("!");
            return new Filter(source, leavesOut, leavesOut ? rest.substring(1) : rest);
        }

        /** How much of a label it covers, in UTF-16 units; 0 if it does not apply. */
        int covers(String labelSource, String label) {
            if (!source.isEmpty() && !source.equals(labelSource)) {
                return 0;
            }
            try {
                Matcher matcher = Pattern.compile(pattern).matcher(label);
                return matcher.lookingAt() ? matcher.end() : 0;
            } catch (PatternSyntaxException e) {
                // The dialects differ in rare forms only, in which the label is rather taken to be left out.
                return leavesOut ? label.length() : 0;
            }
        }
    }
}
