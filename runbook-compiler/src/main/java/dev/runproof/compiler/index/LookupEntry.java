package dev.runproof.compiler.index;

import java.util.List;

/**
 * Something that is read from the cluster where a value stands: {@code $pod.workload}.
 *
 * @param name the type of the value and a word, with a dot between them, such as {@code pod.workload}; no two types share one
 * @param javaClass the record that it is; it takes its name in a response or transaction, and that of the input
 * @param documentation what it finds
 * @param from the name of the type of the value, which is in the same index
 * @param to the name of the type of what is found, likewise
 * @param permissions what it needs to be allowed
 */
public record LookupEntry(
        String name,
        JavaClass javaClass,
        Documentation documentation,
        String from,
        String to,
        List<Permission> permissions)
        implements IndexEntry {

    /** Takes the list as it is now. */
    public LookupEntry {
        permissions = List.copyOf(permissions);
    }

    /** What stands behind the dot in a runbook, such as {@code workload}. */
    public String word() {
        return name.substring(name.indexOf('.') + 1);
    }
}
