package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that every API server has for the metadata of every object. */
final class ObjectRules {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int SUBDOMAIN_LENGTH = 253;
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int FIELD_MANAGER_BYTES = 128;
    private static final int ANNOTATIONS_BYTES = 256 * 1024;

    private ObjectRules() {}

    /** Refuses a name that in a path would be another address, as the client of a real server does. */
    static void requirePathSegments(ObjectRef ref) {
        if (!isPathSegment(ref.name()) || (ref.kind().namespaced() && !isPathSegment(ref.namespace()))) {
            throw new ClusterException(Reason.INVALID, "a name is not empty, not . or .., and without / and %");
        }
    }

    /** Refuses a name of a field manager that a server refuses. */
    static void requireFieldManager(String manager) {
        if (manager.isEmpty()
                || manager.getBytes(StandardCharsets.UTF_8).length > FIELD_MANAGER_BYTES
                || manager.codePoints().anyMatch(Character::isISOControl)) {
            throw new ClusterException(
                    Reason.INVALID, "a field manager has a name of 1 to 128 bytes without control characters");
        }
    }

    static boolean isPathSegment(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && !name.contains("/") && !name.contains("%");
    }

    static Optional<String> refusal(KubernetesObject object) {
        var ref = object.ref();
        if (!object.text("apiVersion").equals(Optional.of(ref.kind().apiVersion()))
                || !object.text("kind").equals(Optional.of(ref.kind().kind()))) {
            return Optional.of("it says that it is of another kind");
        }
        if (ref.kind().plural().equals("namespaces")
                ? !LABEL.matcher(ref.name()).matches()
                : !isSubdomain(ref.name())) {
            return Optional.of("metadata.name is not a DNS name of RFC 1123 in lower case");
        }
        for (var label : object.map("metadata", "labels").entrySet()) {
            if (!isQualifiedName(label.getKey())) {
                return Optional.of("the key of a label is not a qualified name");
            }
            if (!(label.getValue() instanceof String value)
                    || !LABEL_VALUE.matcher(value).matches()) {
                return Optional.of("the label " + label.getKey()
                        + " has a value that is not at most 63 letters, digits, -, _ and ., between letters or digits");
            }
        }
        return annotations(object.map("metadata", "annotations"));
    }

    private static Optional<String> annotations(Map<String, Object> annotations) {
        long bytes = 0;
        for (var annotation : annotations.entrySet()) {
            if (!isQualifiedName(annotation.getKey())) {
                return Optional.of("the key of an annotation is not a qualified name");
            }
            if (!(annotation.getValue() instanceof String value)) {
                return Optional.of("the annotation " + annotation.getKey() + " is not a text");
            }
            bytes += annotation.getKey().getBytes(StandardCharsets.UTF_8).length;
            bytes += value.getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes > ANNOTATIONS_BYTES ? Optional.of("its annotations have more than 256 KiB") : Optional.empty();
    }

    private static boolean isQualifiedName(String key) {
        int slash = key.indexOf('/');
        return (slash < 0 || isSubdomain(key.substring(0, slash)))
                && KEY_NAME.matcher(key.substring(slash + 1)).matches();
    }

    private static boolean isSubdomain(String name) {
        return name.length() <= SUBDOMAIN_LENGTH && SUBDOMAIN.matcher(name).matches();
    }
}
