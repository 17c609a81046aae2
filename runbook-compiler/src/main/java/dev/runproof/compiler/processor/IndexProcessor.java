package dev.runproof.compiler.processor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes one index file for each action, check, lookup and value type that is compiled: {@code META-INF/runproof/action/NAME.json},
 * {@code check/NAME.json}, {@code lookup/TYPE.WORD.json} and {@code type/NAME.json}, in the format 1 that {@code IndexReader} reads.
 *
 * <p>A declaration that runbooks could not use is a javac error at its place. The files depend on nothing but the
 * declaration, so they are the same in each build. No annotation is claimed: other processors see them too.
 */
public final class IndexProcessor extends AbstractProcessor {

    private static final String ANNOTATIONS = "dev.runproof.runtime.index.";

    private final Map<String, TypeElement> written = new HashMap<>();

    /** For {@code ServiceLoader}. */
    public IndexProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                ANNOTATIONS + "RunbookAction",
                ANNOTATIONS + "RunbookCheck",
                ANNOTATIONS + "RunbookLookup",
                ANNOTATIONS + "RunbookType");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        var sorted = new TreeMap<String, TypeElement>();
        annotations.forEach(
                annotation -> sorted.put(annotation.getQualifiedName().toString(), annotation));
        for (TypeElement annotation : sorted.values()) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (element instanceof TypeElement type) {
                    describe(annotation, type);
                }
            }
        }
        return false;
    }

    private void describe(TypeElement annotation, TypeElement type) {
        AnnotationMirror mirror = type.getAnnotationMirrors().stream()
                .filter(candidate -> candidate.getAnnotationType().asElement().equals(annotation))
                .findFirst()
                .orElseThrow();
        var declaration = new Declaration(processingEnv, type, mirror);
        try {
            switch (annotation.getSimpleName().toString()) {
                case "RunbookAction" -> write("action", declaration, ActionDescription.of(declaration));
                case "RunbookCheck" -> write("check", declaration, CheckDescription.of(declaration));
                case "RunbookLookup" -> write("lookup", declaration, LookupDescription.of(declaration));
                default -> write("type", declaration, TypeDescription.of(declaration));
            }
        } catch (Attributes.BrokenException e) {
            // javac itself refuses the annotation, with a better message than ours could be.
            return;
        }
    }

    private void write(String kind, Declaration declaration, Map<String, Object> description) {
        String name = declaration.attributes().text("name");
        Optional.ofNullable(written.putIfAbsent(kind + "/" + name, declaration.type()))
                .ifPresent(other -> declaration.refuse(
                        "name", other.getQualifiedName() + " is the " + kind + " " + name + " already"));
        if (declaration.refused()) {
            return;
        }
        try {
            var file = processingEnv
                    .getFiler()
                    .createResource(
                            StandardLocation.CLASS_OUTPUT,
                            "",
                            "META-INF/runproof/" + kind + "/" + name + ".json",
                            declaration.type());
            try (var out = file.openOutputStream()) {
                out.write(Json.text(description).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "cannot write the index of " + kind + " " + name + ": " + e.getMessage(),
                            declaration.type());
        }
    }
}
