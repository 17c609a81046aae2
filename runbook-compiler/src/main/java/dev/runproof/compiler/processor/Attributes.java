package dev.runproof.compiler.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** What stands in an annotation, as values. Its class is never loaded. */
final class Attributes {

    private final Elements elements;
    private final Map<String, AnnotationValue> values;

    Attributes(Elements elements, AnnotationMirror mirror) {
        this.elements = elements;
        this.values = elements.getElementValuesWithDefaults(mirror).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().getSimpleName().toString(), Map.Entry::getValue));
    }

    /** The place of an attribute. */
    Optional<AnnotationValue> place(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name) {
        return as(String.class, value(name));
    }

    int number(String name) {
        return as(Integer.class, value(name));
    }

    boolean truth(String name) {
        return as(Boolean.class, value(name));
    }

    /** A constant of an enum as the word that it is in an index, such as {@code server-dry-run}. */
    String word(String name) {
        return Kebab.ofConstant(constant(value(name)));
    }

    List<String> words(String name) {
        return items(name).stream()
                .map(value -> Kebab.ofConstant(constant(value)))
                .toList();
    }

    List<String> texts(String name) {
        return items(name).stream().map(value -> as(String.class, value)).toList();
    }

    List<Attributes> annotations(String name) {
        return items(name).stream()
                .map(value -> new Attributes(elements, as(AnnotationMirror.class, value)))
                .toList();
    }

    TypeMirror type(String name) {
        return as(TypeMirror.class, value(name));
    }

    List<TypeMirror> types(String name) {
        return items(name).stream().map(value -> as(TypeMirror.class, value)).toList();
    }

    private List<AnnotationValue> items(String name) {
        return ((List<?>) as(List.class, value(name)))
                .stream().map(AnnotationValue.class::cast).toList();
    }

    private AnnotationValue value(String name) {
        return place(name).orElseThrow(BrokenException::new);
    }

    private static String constant(AnnotationValue value) {
        return as(VariableElement.class, value).getSimpleName().toString();
    }

    private static <T> T as(Class<T> type, AnnotationValue value) {
        if (!type.isInstance(value.getValue())) {
            throw new BrokenException();
        }
        return type.cast(value.getValue());
    }

    /** An annotation that javac refuses: a value is missing or of another type. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
