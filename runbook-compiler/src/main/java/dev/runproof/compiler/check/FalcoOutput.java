package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields that come with the events of a rule of Falco: those of its output, which are the {@code output_fields} of the event
 * in JSON, and what is in each event.
 *
 * @param fields the fields of the output
 * @param ofSyscalls whether its events are system calls, to whose output Falco may add fields by itself
 */
record FalcoOutput(Set<String> fields, boolean ofSyscalls) {

    private static final int MOST_SHOWN = 12;
    private static final Pattern FIELD = Pattern.compile("%([a-z][a-z0-9_.]{0,200}(?:\\[[^\\]\\s]{1,200}])?)");

    /** Keys of each event, beside its fields; the time is written into each output. */
    private static final Set<String> OF_EACH_EVENT =
            Set.of("evt.time", "hostname", "output", "priority", "rule", "source", "tags", "time");

    /**
     * What the container plugin suggests, and {@code falco.yaml} by default takes since 0.40 ({@code append_output} with
     * {@code suggested_output}); before, {@code -pk} added most of it.
     */
    private static final Set<String> SUGGESTED = Set.of(
            "container.id",
            "container.image.repository",
            "container.image.tag",
            "container.name",
            "k8s.ns.name",
            "k8s.pod.name");

    /** That of a rule. */
    static FalcoOutput of(Alert alert) {
        Set<String> fields = new TreeSet<>();
        Matcher matcher = FIELD.matcher(alert.output().map(Located::value).orElse(""));
        while (matcher.find()) {
            String field = matcher.group(1);
            // At the end of a sentence.
            fields.add(field.endsWith(".") ? field.substring(0, field.length() - 1) : field);
        }
        boolean syscalls = Optional.ofNullable(alert.labels().get("source"))
                .map(Located::value)
                .filter(source -> !source.equals("syscall"))
                .isEmpty();
        return new FalcoOutput(fields, syscalls);
    }

    /** Whether each event has a field. */
    boolean has(String field) {
        return fields.contains(field) || OF_EACH_EVENT.contains(field);
    }

    /** Whether Falco may add a field. */
    boolean mayHave(String field) {
        return ofSyscalls && SUGGESTED.contains(field);
    }

    /** Such as {@code the output has %fd.name and %proc.name}. */
    String described() {
        return fields.isEmpty()
                ? "the output has no field"
                : "the output has "
                        + fields.stream()
                                .limit(MOST_SHOWN)
                                .map(field -> "%" + field)
                                .collect(Collectors.joining(", "))
                        + (fields.size() > MOST_SHOWN ? ", …" : "");
    }
}
