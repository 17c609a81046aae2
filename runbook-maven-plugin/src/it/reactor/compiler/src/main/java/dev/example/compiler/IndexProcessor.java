package dev.example.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Writes one index file per action. */
@SupportedAnnotationTypes("dev.example.runtime.Action")
public final class IndexProcessor extends AbstractProcessor {

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element action : round.getElementsAnnotatedWith(annotation)) {
                write(action.getSimpleName().toString());
            }
        }
        return false;
    }

    private void write(String name) {
        try (Writer index = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", Compiler.INDEX + name)
                .openWriter()) {
            index.write(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
