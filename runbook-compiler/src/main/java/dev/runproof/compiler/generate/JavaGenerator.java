package dev.runproof.compiler.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.transaction.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * Writes a class for each transaction and response, and a catalogue of them that {@code ServiceLoader} finds. The same blocks give
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
     * @param responses responses of these transactions, with other names, in any order
     * @return the files, sorted
     * @throws IllegalArgumentException if the package is not one, or two have one name
     */
    public static List<GeneratedFile> generate(
            String packageName, Collection<Transaction> transactions, Collection<Response> responses) {
        if (!SourceVersion.isName(packageName)) {
            throw new IllegalArgumentException("not the name of a package: " + packageName);
        }
        var names = Stream.concat(
                        transactions.stream().map(Transaction::name),
                        responses.stream().map(Response::name))
                .toList();
        if (Set.copyOf(names).size() != names.size()) {
            throw new IllegalArgumentException("two have one name: " + names);
        }
        Map<String, String> classes = JavaNames.classes(names);
        Function<String, ClassName> classOf = name -> ClassName.get(packageName, classes.getOrDefault(name, ""));
        // A class of ours that is called String would be what String means in the whole package.
        boolean plainJavaLang = classes.values().stream().noneMatch(USED_OF_JAVA_LANG::contains);
        var files = new ArrayList<GeneratedFile>();
        var writtenTransactions = new ArrayList<ClassName>();
        for (Transaction transaction : sorted(transactions, Transaction::name)) {
            ClassName name = classOf.apply(transaction.name());
            writtenTransactions.add(name);
            files.add(source(name, TransactionClass.of(transaction, name), plainJavaLang));
        }
        var writtenResponses = new ArrayList<ClassName>();
        for (Response response : sorted(responses, Response::name)) {
            ClassName name = classOf.apply(response.name());
            writtenResponses.add(name);
            files.add(source(name, ResponseClass.of(response, name, classOf), plainJavaLang));
        }
        ClassName catalogue = ClassName.get(packageName, JavaNames.CATALOGUE);
        files.add(source(catalogue, catalogue(catalogue, writtenTransactions, writtenResponses), plainJavaLang));
        files.add(service(RuntimeClasses.TRANSACTION_CATALOGUE, catalogue));
        if (!responses.isEmpty()) {
            files.add(service(RuntimeClasses.RESPONSE_CATALOGUE, catalogue));
        }
        return files.stream().sorted().toList();
    }

    private static <T> List<T> sorted(Collection<T> all, Function<T, String> name) {
        return all.stream().sorted(Comparator.comparing(name)).toList();
    }

    private static GeneratedFile service(ClassName service, ClassName catalogue) {
        return new GeneratedFile(
                GeneratedFile.Kind.RESOURCE,
                "META-INF/services/" + service.canonicalName(),
                catalogue.canonicalName() + "\n");
    }

    private static TypeSpec catalogue(ClassName name, List<ClassName> transactions, List<ClassName> responses) {
        var transaction =
                ParameterizedTypeName.get(RuntimeClasses.SAFETY_TRANSACTION, WildcardTypeName.subtypeOf(Object.class));
        var type = TypeSpec.classBuilder(name)
                .addJavadoc(
                        responses.isEmpty()
                                ? "The transactions of the runbooks, by name.\n"
                                : "The transactions and responses of the runbooks, by name.\n")
                .addAnnotation(TransactionClass.GENERATED)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(RuntimeClasses.TRANSACTION_CATALOGUE)
                .addMethod(all(
                        "transactions",
                        transaction,
                        transactions.stream()
                                .map(one -> CodeBlock.of("\nnew $T()", one))
                                .toList()));
        if (!responses.isEmpty()) {
            type.addSuperinterface(RuntimeClasses.RESPONSE_CATALOGUE)
                    .addMethod(all(
                            "responses",
                            RuntimeClasses.RESPONSE,
                            responses.stream()
                                    .map(one -> CodeBlock.of("\n$T.$L()", one, ResponseClass.METHOD))
                                    .toList()));
        }
        return type.build();
    }

    private static MethodSpec all(String method, TypeName type, List<CodeBlock> items) {
        return MethodSpec.methodBuilder(method)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(ClassName.get(List.class), type))
                .addStatement("return $T.of($L)", List.class, CodeBlock.join(items, ","))
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
