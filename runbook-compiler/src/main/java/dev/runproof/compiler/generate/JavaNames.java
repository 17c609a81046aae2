package dev.runproof.compiler.generate;

import dev.runproof.compiler.transaction.Argument;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Java names for names in runbooks. Different names stay different, classes even where a file system does not tell upper
 * from lower case.
 */
final class JavaNames {

    static final String CATALOGUE = "Catalogue";
    static final String INPUTS = "Inputs";

    private static final Set<String> TAKEN_CLASSES = Set.of(fold(CATALOGUE), fold(INPUTS));

    /** Names that the language forbids for components of records. */
    private static final Set<String> TAKEN_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private JavaNames() {}

    /**
     * The class of each transaction: {@code BlockSource} for {@code block-source}. Where that is taken, words are joined by
     * underscores; where the catalogue or the inputs are called so, an underscore follows.
     */
    static Map<String, String> classes(Collection<String> transactions) {
        var uses = Stream.concat(TAKEN_CLASSES.stream(), transactions.stream().map(name -> fold(upperCamel(name))))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        var classes = new TreeMap<String, String>();
        for (String name : transactions) {
            String camel = upperCamel(name);
            boolean unique = uses.getOrDefault(fold(camel), 0L) == 1;
            String apart = unique ? camel : words(name, "_");
            classes.put(name, TAKEN_CLASSES.contains(fold(apart)) ? apart + "_" : apart);
        }
        return Collections.unmodifiableMap(classes);
    }

    /** The component of the inputs: {@code sourceIp} for {@code source-ip}. */
    static String component(String input) {
        String camel = upperCamel(input);
        String name = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        return SourceVersion.isKeyword(name) || TAKEN_COMPONENTS.contains(name) ? name + "_" : name;
    }

    /** The constant of an input: {@code SOURCE_IP} for {@code source-ip}. */
    static String constant(String input) {
        return input.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The constant of what is looked up: {@code POD__WORKLOAD} for {@code pod.workload}, as no input has it. */
    static String constant(Argument.Looked looked) {
        return constant(looked.name().replace(".", "__"));
    }

    /** An underscore stays before a digit: {@code a-1} is not {@code a1}. */
    private static String upperCamel(String name) {
        return words(name, "_").replaceAll("_(?![0-9])", "");
    }

    private static String words(String name, String separator) {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(separator));
    }

    private static String fold(String className) {
        return className.toLowerCase(Locale.ROOT);
    }
}
