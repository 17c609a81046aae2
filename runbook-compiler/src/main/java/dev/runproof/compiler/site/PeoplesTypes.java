package dev.runproof.compiler.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of inputs that no action takes, so that no class describes them. */
final class PeoplesTypes {

    private record Shape(String pattern, int maxLength, String help) {}

    /** A value of any other type. Nothing that a terminal would obey, or that looks other than it is. */
    private static final Shape TEXT = new Shape(
            "(?!-)[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+",
            500,
            "A text in one line, which does not begin with a hyphen.");

    private static final Map<String, Shape> SHAPES = Map.of(
            "integer", new Shape("0|[1-9][0-9]{0,17}", 18, "A whole number."),
            "name",
                    new Shape(
                            "[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?",
                            253,
                            "A name in Kubernetes: lower case letters, digits, hyphens and dots."),
            "uid", new Shape("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", 36, "The UID of an object in Kubernetes."),
            "text", TEXT);

    private PeoplesTypes() {}

    /** The field of an input whose type the index does not have. */
    static InputField field(String name, List<String> query, String type) {
        Shape shape = Optional.ofNullable(SHAPES.get(type)).orElse(TEXT);
        return new InputField(name, type, query, shape.pattern(), shape.maxLength(), List.of(), shape.help());
    }
}
