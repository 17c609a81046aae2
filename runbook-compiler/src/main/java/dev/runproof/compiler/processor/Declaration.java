package dev.runproof.compiler.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;

/** An annotated type: what actions, checks and value types have in common, and where their mistakes are said. */
final class Declaration {

    private static final String VALUE_TYPE = "dev.runproof.runtime.index.RunbookType";
    private static final String LOOKUP = "dev.runproof.runtime.index.RunbookLookup";
    private static final String DEFAULT = "dev.runproof.runtime.index.Default";
    private static final String WAITS = "dev.runproof.runtime.index.Waits";
    /** The longest {@code max-duration}. */
    private static final int DAY = 86_400;

    private static final int MOST_TIMES = 100;

    private final Messager messager;
    private final Elements elements;
    private final Types types;
    private final TypeElement type;
    private final AnnotationMirror annotation;
    private final Attributes attributes;
    private final JavadocText javadoc;
    private boolean refused;

    Declaration(ProcessingEnvironment environment, TypeElement type, AnnotationMirror annotation) {
        this.messager = environment.getMessager();
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.type = type;
        this.annotation = annotation;
        this.attributes = new Attributes(elements, annotation);
        this.javadoc = JavadocText.of(Optional.ofNullable(elements.getDocComment(type)));
    }

    TypeElement type() {
        return type;
    }

    Attributes attributes() {
        return attributes;
    }

    boolean refused() {
        return refused;
    }

    void refuse(Element element, String message) {
        refused = true;
        Element place = element instanceof RecordComponentElement component ? fieldOf(component) : element;
        messager.printMessage(Diagnostic.Kind.ERROR, message, place);
    }

    /** Has the same place in the source, which javac does not know of a component. */
    private Element fieldOf(RecordComponentElement component) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .map(Element.class::cast)
                .findFirst()
                .orElse(component);
    }

    /** Refuses what stands in an attribute of the annotation. */
    void refuse(String attribute, String message) {
        refused = true;
        attributes
                .place(attribute)
                .ifPresentOrElse(
                        value -> messager.printMessage(Diagnostic.Kind.ERROR, message, type, annotation, value),
                        () -> messager.printMessage(Diagnostic.Kind.ERROR, message, type));
    }

    /** What every index file begins with. */
    Map<String, Object> head() {
        String name = attributes.text("name");
        boolean lookup = annotation.getAnnotationType().toString().equals(LOOKUP);
        if (!(lookup ? isLookup(name) : Kebab.isName(name))) {
            refuse(
                    "name",
                    lookup
                            ? "a lookup is called TYPE.WORD, in lower case words, such as pod.workload; this is "
                                    + Json.quoted(name)
                            : "a name is lower case words joined by hyphens, at most 63 characters, such as block-ip; this is "
                                    + Json.quoted(name));
        }
        requireUsable();
        var head = new LinkedHashMap<String, Object>();
        head.put("format", 1);
        head.put("name", name);
        var names = new LinkedHashMap<String, Object>();
        names.put("binary", elements.getBinaryName(type).toString());
        names.put("source", type.getQualifiedName().toString());
        head.put("class", names);
        head.put("summary", javadoc.summary());
        head.put("documentation", javadoc.body());
        return head;
    }

    private static boolean isLookup(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && Kebab.isName(name.substring(0, dot)) && Kebab.isName(name.substring(dot + 1));
    }

    private void requireUsable() {
        if (elements.getPackageOf(type).isUnnamed()) {
            refuse(type, type.getSimpleName() + " is in no package, so generated code cannot import it");
            return;
        }
        if (!type.getTypeParameters().isEmpty()) {
            refuse(type, type.getSimpleName() + " has type parameters, for which a runbook has no words");
        }
        for (Element element = type;
                element != null && element.getKind() != ElementKind.PACKAGE;
                element = element.getEnclosingElement()) {
            if (!element.getModifiers().contains(Modifier.PUBLIC)) {
                refuse(type, element.getSimpleName() + " is not public, so generated code cannot use it");
                return;
            }
        }
    }

    /** Refuses a type that is not a record which implements an interface. */
    void requireRecord(String interfaceName) {
        if (type.getKind() != ElementKind.RECORD) {
            refuse(type, type.getSimpleName() + " is not a record; its parameters would be the record's components");
            return;
        }
        boolean implemented = Optional.ofNullable(elements.getTypeElement(interfaceName))
                .filter(contract -> types.isSubtype(type.asType(), contract.asType()))
                .isPresent();
        if (!implemented) {
            refuse(type, type.getSimpleName() + " does not implement " + interfaceName);
        }
    }

    /** The record's components as parameters, in order. */
    List<Map<String, Object>> parameters() {
        var parameters = new ArrayList<Map<String, Object>>();
        for (RecordComponentElement component : type.getRecordComponents()) {
            String name = component.getSimpleName().toString();
            String kebab = Kebab.ofComponent(name);
            if (!Kebab.isName(kebab)) {
                refuse(component, name + " is not in camel case, so runbooks have no name for it");
            }
            var parameter = new LinkedHashMap<String, Object>();
            parameter.put("name", kebab);
            parameter.put("component", name);
            Optional<Attributes> type = valueType(component);
            parameter.put("type", type.map(known -> known.text("name")).orElse(""));
            parameter.put("documentation", javadoc.parameter(name));
            type.flatMap(known -> defaultText(component, known)).ifPresent(text -> parameter.put("default", text));
            type.flatMap(known -> waits(component, known)).ifPresent(times -> parameter.put("waits", times));
            parameters.add(parameter);
        }
        return parameters;
    }

    private Optional<Attributes> valueType(RecordComponentElement component) {
        TypeMirror mirror = component.asType();
        if (mirror.getKind() == TypeKind.ERROR) {
            throw new Attributes.BrokenException();
        }
        Optional<Attributes> found = annotated(mirror);
        if (found.isEmpty()) {
            refuse(
                    component,
                    "the type of " + component.getSimpleName()
                            + " is not a value type: a class with @RunbookType and a parse method, such as IpAddress");
        }
        return found;
    }

    private Optional<Attributes> annotated(TypeMirror mirror) {
        if (!(mirror instanceof DeclaredType declared)
                || !declared.getTypeArguments().isEmpty()) {
            return Optional.empty();
        }
        return declared.asElement().getAnnotationMirrors().stream()
                .filter(candidate -> candidate.getAnnotationType().toString().equals(VALUE_TYPE))
                .findFirst()
                .map(found -> new Attributes(elements, found));
    }

    /** The name of the value type that an attribute names; empty, and refused, if it is none. */
    String valueType(String attribute) {
        return valueType(attribute, attributes.type(attribute));
    }

    /** The names of the value types that an attribute names. */
    List<String> valueTypes(String attribute) {
        return attributes.types(attribute).stream()
                .map(type -> valueType(attribute, type))
                .toList();
    }

    private String valueType(String attribute, TypeMirror mirror) {
        Optional<String> name = annotated(mirror).map(found -> found.text("name"));
        if (name.isEmpty()) {
            refuse(attribute, mirror + " is not a value type: a class with @RunbookType and a parse method");
        }
        return name.orElse("");
    }

    /** What the component is given where a runbook leaves it out. */
    private Optional<String> defaultText(RecordComponentElement component, Attributes type) {
        Optional<String> text = annotation(component, DEFAULT).map(found -> found.text("value"));
        if (text.isPresent() && !isValue(text.get(), type)) {
            refuse(
                    component,
                    "the default of " + component.getSimpleName() + " is not of type " + type.text("name") + ": "
                            + Json.quoted(text.get()));
        }
        return text;
    }

    /** How many times the component's value has to fit into {@code max-duration}. */
    private Optional<Integer> waits(RecordComponentElement component, Attributes type) {
        Optional<Integer> times = annotation(component, WAITS).map(found -> found.number("times"));
        if (times.isPresent() && !isValue("1h30m", type)) {
            refuse(component, component.getSimpleName() + " is no duration, so that nothing waits for it");
        }
        if (times.filter(number -> number < 1 || number > MOST_TIMES).isPresent()) {
            refuse(component, "what is waited for fits 1 to " + MOST_TIMES + " times into max-duration");
        }
        return times;
    }

    /** The shortest {@code max-duration} that the annotation names. */
    int atLeastSeconds() {
        int seconds = attributes.number("atLeastSeconds");
        if (seconds < 0 || seconds > DAY) {
            refuse("atLeastSeconds", "a transaction takes 0 to " + DAY + " seconds");
        }
        return seconds;
    }

    private Optional<Attributes> annotation(RecordComponentElement component, String name) {
        return component.getAnnotationMirrors().stream()
                .filter(candidate -> candidate.getAnnotationType().toString().equals(name))
                .map(found -> new Attributes(elements, found))
                .findFirst();
    }

    private static boolean isValue(String text, Attributes type) {
        try {
            return text.length() <= type.number("maxLength") && Pattern.matches(type.text("pattern"), text);
        } catch (PatternSyntaxException e) {
            // It is said where the type is declared.
            return true;
        }
    }

    /** Whether the type has {@code public static T parse(String)}. */
    boolean parses() {
        return type.getEnclosedElements().stream()
                .filter(element -> element.getKind() == ElementKind.METHOD)
                .filter(element -> element.getSimpleName().contentEquals("parse"))
                .filter(element -> element.getModifiers().contains(Modifier.PUBLIC))
                .filter(element -> element.getModifiers().contains(Modifier.STATIC))
                .map(ExecutableElement.class::cast)
                .filter(method -> method.getTypeParameters().isEmpty())
                .filter(method -> method.getParameters().size() == 1
                        && method.getParameters().get(0).asType().toString().equals("java.lang.String"))
                .anyMatch(method -> types.isSameType(method.getReturnType(), type.asType()));
    }

    /** The permissions that the annotation lists. */
    List<Map<String, Object>> permissions() {
        var permissions = new ArrayList<Map<String, Object>>();
        for (Attributes permission : attributes.annotations("permissions")) {
            if (permission.text("resource").isBlank()
                    || permission.texts("verbs").isEmpty()) {
                refuse("permissions", "a permission names a resource and at least one verb");
            }
            var entry = new LinkedHashMap<String, Object>();
            entry.put("group", permission.text("group"));
            entry.put("resource", permission.text("resource"));
            entry.put("verbs", permission.texts("verbs"));
            entry.put("scope", permission.word("scope"));
            for (String narrower : List.of("names", "targets")) {
                if (!permission.texts(narrower).isEmpty()) {
                    entry.put(narrower, permission.texts(narrower));
                }
            }
            if (permission.truth("afterwards")) {
                entry.put("afterwards", true);
            }
            permissions.add(entry);
        }
        return permissions;
    }
}
