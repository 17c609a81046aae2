package dev.runproof.compiler.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.runproof.compiler.transaction.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * Writes a class for each transaction, and a catalogue of them that {@code ServiceLoader} finds. The same transactions give
 * the same bytes. The text compiles with all of javac's warnings as errors, against the runtime's classes.
 */
public final class JavaGenerator {

    /** Classes of {@code java.lang} that generated code names. */
    private static final Set<String> USED_OF_JAVA_LANG = Set.of("Override", "String");

    private JavaGenerator() {}

    /**
     * Writes the classes.
     *
     * @param packageName the package that they are in, which has no other classes
     * @param transactions transactions with different names, in any order
     * @return the files, sorted
     * @throws IllegalArgumentException if the package is not one, or two transactions have one name
     */
    public static List<GeneratedFile> generate(String packageName, Collection<Transaction> transactions) {
        if (!SourceVersion.isName(packageName)) {
            throw new IllegalArgumentException("not the name of a package: " + packageName);
        }
        var names = transactions.stream().map(Transaction::name).toList();
        if (Set.copyOf(names).size() != names.size()) {
            throw new IllegalArgumentException("two transactions have one name: " + names);
        }
        Map<String, String> classes = JavaNames.classes(names);
        // A class of ours that is called String would be what String means in the whole package.
        boolean plainJavaLang = classes.values().stream().noneMatch(USED_OF_JAVA_LANG::contains);
        var sorted = transactions.stream()
                .sorted(Comparator.comparing(Transaction::name))
                .toList();
        var files = new ArrayList<GeneratedFile>();
        var written = new ArrayList<ClassName>();
        for (Transaction transaction : sorted) {
            ClassName name = ClassName.get(packageName, classes.getOrDefault(transaction.name(), ""));
            written.add(name);
            files.add(source(name, TransactionClass.of(transaction, name), plainJavaLang));
        }
        ClassName catalogue = ClassName.get(packageName, JavaNames.CATALOGUE);
        files.add(source(catalogue, catalogue(catalogue, written), plainJavaLang));
        files.add(new GeneratedFile(
                GeneratedFile.Kind.RESOURCE,
                "META-INF/services/" + RuntimeClasses.TRANSACTION_CATALOGUE.canonicalName(),
                catalogue.canonicalName() + "\n"));
        return files.stream().sorted().toList();
    }

    private static TypeSpec catalogue(ClassName name, List<ClassName> transactions) {
        var type =
                ParameterizedTypeName.get(RuntimeClasses.SAFETY_TRANSACTION, WildcardTypeName.subtypeOf(Object.class));
        var instances = transactions.stream()
                .map(transaction -> CodeBlock.of("\nnew $T()", transaction))
                .toList();
        return TypeSpec.classBuilder(name)
                .addJavadoc("The transactions of the runbooks, by name.\n")
                .addAnnotation(TransactionClass.GENERATED)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(RuntimeClasses.TRANSACTION_CATALOGUE)
                .addMethod(MethodSpec.methodBuilder("transactions")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(ParameterizedTypeName.get(ClassName.get(List.class), type))
                        .addStatement("return $T.of($L)", List.class, CodeBlock.join(instances, ","))
                        .build())
                .build();
    }

    private static GeneratedFile source(ClassName name, TypeSpec type, boolean plainJavaLang) {
        String text = JavaFile.builder(name.packageName(), type)
                .indent("    ")
                .skipJavaLangImports(plainJavaLang)
                .build()
                .toString();
        return new GeneratedFile(GeneratedFile.Kind.SOURCE, name.canonicalName().replace('.', '/') + ".java", text);
    }
}
