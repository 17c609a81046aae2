package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A store of evidence as people have declared it: the {@code data} of a ConfigMap. Immutable.
 *
 * @param data its entries
 */
record EvidenceStore(Map<String, Object> data) {

    static final String IMAGE = "image";
    static final String ACCOUNT = "service-account";
    static final String CLAIM = "claim";
    static final String UPLOAD = "upload";
    static final String NODE = "node";
    static final String FLOWS = "flows";

    /** What the names of accounts that collect begin with, so that admission can tell them from all others. */
    static final String ACCOUNT_PREFIX = "evidence-";

    private static final Set<String> KNOWN = Set.of(IMAGE, ACCOUNT, CLAIM, UPLOAD, NODE, FLOWS);
    private static final Pattern WORD = Pattern.compile("[!-~]{1,512}");
    private static final Pattern ADDRESS = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?:[1-9][0-9]{0,4}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ACCOUNT_NAME = Pattern.compile(ACCOUNT_PREFIX + "[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?");

    static EvidenceStore of(KubernetesObject configMap) {
        return new EvidenceStore(configMap.map("data"));
    }

    /** What is wrong with it, each in words that follow {@code its}; empty if it can be used. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var unknown = new TreeSet<>(data.keySet());
        unknown.removeAll(KNOWN);
        unknown.forEach(key -> problems.add("entry " + key + " is none that a store has"));
        if (!WORD.matcher(text(IMAGE)).matches()) {
            problems.add("image is not the name of one");
        }
        if (!ACCOUNT_NAME.matcher(account()).matches()) {
            problems.add("service-account is not the name of one that begins with " + ACCOUNT_PREFIX);
        }
        if (data.containsKey(CLAIM) == data.containsKey(UPLOAD)) {
            problems.add("entries claim and upload are not one of the two");
        } else if (!NAME.matcher(text(CLAIM) + text(UPLOAD)).matches()) {
            problems.add(
                    data.containsKey(CLAIM)
                            ? "claim is not the name of a PersistentVolumeClaim"
                            : "upload is not the name of a Secret");
        }
        if (!Set.of("", "true", "false").contains(text(NODE))) {
            problems.add("node is neither true nor false");
        }
        if (data.containsKey(FLOWS) && !ADDRESS.matcher(text(FLOWS)).matches()) {
            problems.add("flows is not the host and port of Hubble, as hubble-relay.kube-system:80");
        }
        return problems;
    }

    String image() {
        return text(IMAGE);
    }

    String account() {
        return text(ACCOUNT);
    }

    /** The claim of the volume that takes it; empty if it is uploaded. */
    Optional<String> claim() {
        return Optional.of(text(CLAIM)).filter(claim -> !claim.isEmpty());
    }

    /** The Secret with the addresses to which it is uploaded, where there is no claim. */
    String upload() {
        return text(UPLOAD);
    }

    /** Whether people have agreed that what collects looks at processes and files from the pod's node, with rights there. */
    boolean seesNode() {
        return text(NODE).equals("true");
    }

    /** The host and port of the Hubble that is asked for flows; empty if none is. */
    Optional<String> hubble() {
        return Optional.of(text(FLOWS)).filter(address -> !address.isEmpty());
    }

    private String text(String key) {
        return data.get(key) instanceof String text ? text : "";
    }
}
