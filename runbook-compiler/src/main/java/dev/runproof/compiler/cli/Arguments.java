package dev.runproof.compiler.cli;

import dev.runproof.compiler.finding.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a call, read: {@code --name value}, {@code --name=value} and {@code --flag}. Immutable. */
final class Arguments {

    private final Map<String, List<String>> values;

    private Arguments(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @param words what stands behind the name of the command
     * @param options what the command takes
     * @throws UsageException if there is no such option, or if it is not as it is used here
     */
    static Arguments of(List<String> words, List<Option> options) throws UsageException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            Option option = find(equals < 0 ? word : word.substring(0, equals), options);
            List<String> given = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
            if (!given.isEmpty() && !option.repeatable()) {
                throw new UsageException(option.name() + " is given twice");
            }
            if (!option.takesValue()) {
                if (equals >= 0) {
                    throw new UsageException(option.name() + " takes no value");
                }
                given.add("");
            } else if (equals >= 0) {
                given.add(notEmpty(word.substring(equals + 1), option));
            } else if (i + 1 == words.size() || words.get(i + 1).startsWith("--")) {
                throw new UsageException(option.synopsis() + ": the value is missing");
            } else {
                given.add(notEmpty(words.get(++i), option));
            }
        }
        return new Arguments(values);
    }

    private static String notEmpty(String value, Option option) throws UsageException {
        if (value.isEmpty()) {
            throw new UsageException(option.synopsis() + ": the value is empty");
        }
        return value;
    }

    private static Option find(String word, List<Option> options) throws UsageException {
        String name = word.equals("-h") ? "--help" : word.equals("--color") ? "--colour" : word;
        for (Option option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        if (!word.startsWith("-")) {
            throw new UsageException("nothing can be done with " + word + ": only options stand here");
        }
        List<String> names = options.stream().map(Option::name).toList();
        throw new UsageException("there is no option " + word
                + Suggestion.nearest(word, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(""));
    }

    boolean has(Option option) {
        return values.containsKey(option.name());
    }

    /** The value of an option that may be given once. */
    Optional<String> value(Option option) {
        return all(option).stream().findFirst();
    }

    /**
     * The value of an option that has to be given.
     *
     * @throws UsageException if it is not
     */
    String needed(Option option) throws UsageException {
        Optional<String> value = value(option);
        if (value.isEmpty()) {
            throw new UsageException(option.synopsis() + " is needed");
        }
        return value.get();
    }

    /** The values of an option, in their order. */
    List<String> all(Option option) {
        return values.getOrDefault(option.name(), List.of());
    }
}
