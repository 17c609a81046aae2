package dev.runproof.compiler.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.transaction.ActionCall;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Modifier;

/** Writes the class of one transaction. */
final class TransactionClass {

    static final AnnotationSpec GENERATED = AnnotationSpec.builder(Generated.class)
            .addMember("value", "$S", "dev.runproof.compiler")
            .build();

    private final Transaction transaction;
    private final ClassName name;
    private final ClassName inputs;

    private TransactionClass(Transaction transaction, ClassName name) {
        this.transaction = transaction;
        this.name = name;
        this.inputs = name.nestedClass(JavaNames.INPUTS);
    }

    static TypeSpec of(Transaction transaction, ClassName name) {
        return new TransactionClass(transaction, name).type();
    }

    private TypeSpec type() {
        var constants = Stream.concat(
                        transaction.inputs().stream().map(input -> JavaNames.constant(input.name())),
                        transaction.lookups().stream().map(JavaNames::constant))
                .toArray(String[]::new);
        var type = TypeSpec.classBuilder(name)
                .addJavadoc(javadoc())
                .addAnnotation(GENERATED)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(ParameterizedTypeName.get(RuntimeClasses.SAFETY_TRANSACTION, inputs))
                // A constant would hide a class of the same name.
                .alwaysQualify(constants)
                .addFields(transaction.inputs().stream()
                        .map(TransactionClass::constant)
                        .toList())
                .addFields(transaction.lookups().stream()
                        .map(TransactionClass::constant)
                        .toList())
                .addType(inputsRecord())
                .addMethod(returning("name", ClassName.get(String.class))
                        .addStatement("return $L", SafeText.literal(transaction.name()))
                        .build())
                .addMethod(origin())
                .addMethod(declarations())
                .addMethods(lookups())
                .addMethod(read())
                .addMethod(action())
                .addMethod(checks("preChecks", transaction.preChecks()))
                .addMethod(checks("postChecks", transaction.postChecks()))
                .addMethod(returning("maxDuration", ClassName.get(Duration.class))
                        .addStatement("return $L", duration(transaction.maxDuration()))
                        .build())
                .addMethod(returning("expiry", RuntimeClasses.EXPIRY)
                        .addStatement("return $L", expiry())
                        .build());
        transaction
                .irreversible()
                .ifPresent(reason -> type.addMethod(returning(
                                "irreversible",
                                ParameterizedTypeName.get(ClassName.get(Optional.class), ClassName.get(String.class)))
                        .addStatement("return $T.of($L)", Optional.class, SafeText.literal(reason))
                        .build()));
        return type.build();
    }

    private CodeBlock javadoc() {
        String summary = transaction.action().entry().documentation().summary();
        var javadoc = CodeBlock.builder()
                .add("Transaction $L: $L.\n\n", transaction.name(), SafeText.javadoc(sentence(transaction.action())));
        if (!summary.isBlank()) {
            javadoc.add("<p>$L\n\n", SafeText.javadoc(summary));
        }
        return javadoc.add(written(transaction.block())).build();
    }

    private static String sentence(ActionCall action) {
        var words = new ArrayList<String>();
        List<Parameter> parameters = action.entry().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            words.add(
                    parameters.get(i).name() + " " + written(action.arguments().get(i)));
        }
        return action.entry().name() + " with " + String.join(", ", words);
    }

    private static String written(Argument argument) {
        if (argument instanceof Argument.Reference reference) {
            return "$" + reference.name();
        }
        return "\"" + ((Argument.Literal) argument).text() + "\"";
    }

    /** The declaration of an input. */
    static FieldSpec constant(Input input) {
        var defaultText = input.defaultText()
                .map(text -> CodeBlock.of("$T.of($L)", Optional.class, SafeText.literal(text)))
                .orElseGet(() -> CodeBlock.of("$T.empty()", Optional.class));
        return FieldSpec.builder(RuntimeClasses.INPUT_DECLARATION, JavaNames.constant(input.name()))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "new $T(\n$>$>$L, $L, $L, $L, $L$<$<)",
                        RuntimeClasses.INPUT_DECLARATION,
                        SafeText.literal(input.name()),
                        SafeText.literal(input.type().name()),
                        SafeText.literal(input.label()),
                        SafeText.literal(input.falcoField()),
                        defaultText)
                .build();
    }

    private static FieldSpec constant(Argument.Looked looked) {
        ClassName type = className(looked.lookup().javaClass());
        return FieldSpec.builder(type, JavaNames.constant(looked))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "new $T($L, $L)",
                        type,
                        SafeText.literal(looked.name()),
                        SafeText.literal(looked.of().name()))
                .build();
    }

    private TypeSpec inputsRecord() {
        var components = MethodSpec.constructorBuilder();
        for (Input input : transaction.inputs()) {
            String label = input.label().isEmpty() ? "" : ", from the alert label " + input.label();
            components.addParameter(
                    ParameterSpec.builder(className(input.type().javaClass()), JavaNames.component(input.name()))
                            .addJavadoc(
                                    "$L\n",
                                    SafeText.javadoc("input " + input.name() + ", of type "
                                            + input.type().name() + label))
                            .build());
        }
        for (Argument.Looked looked : transaction.lookups()) {
            components.addParameter(
                    ParameterSpec.builder(className(looked.type().javaClass()), component(looked))
                            .addJavadoc(
                                    "$L\n",
                                    SafeText.javadoc("$" + looked.name() + ", of type "
                                            + looked.type().name() + ", which is looked up"))
                            .build());
        }
        return TypeSpec.recordBuilder(inputs)
                .addJavadoc("What the transaction takes.\n")
                .addModifiers(Modifier.PUBLIC)
                .recordConstructor(components.build())
                .build();
    }

    private MethodSpec origin() {
        return returning("origin", RuntimeClasses.ORIGIN)
                .addStatement("return $L", origin(transaction.block()))
                .build();
    }

    private MethodSpec declarations() {
        var constants = transaction.inputs().stream()
                .map(input -> CodeBlock.of("$L", JavaNames.constant(input.name())))
                .toList();
        return returning(
                        "inputs",
                        ParameterizedTypeName.get(ClassName.get(List.class), RuntimeClasses.INPUT_DECLARATION))
                .addStatement("return $T.of($L)", List.class, CodeBlock.join(constants, ", "))
                .build();
    }

    private List<MethodSpec> lookups() {
        var constants = transaction.lookups().stream()
                .map(looked -> CodeBlock.of("$L", JavaNames.constant(looked)))
                .toList();
        return constants.isEmpty()
                ? List.of()
                : List.of(returning(
                                "lookups", ParameterizedTypeName.get(ClassName.get(List.class), RuntimeClasses.LOOKUP))
                        .addStatement("return $T.of($L)", List.class, CodeBlock.join(constants, ", "))
                        .build());
    }

    private MethodSpec read() {
        var inputValues = transaction.inputs().stream()
                .map(input -> CodeBlock.of(
                        "\ntexts.read($L, $T::parse)",
                        JavaNames.constant(input.name()),
                        className(input.type().javaClass())));
        var lookupValues = transaction.lookups().stream()
                .map(looked -> CodeBlock.of(
                        "\ntexts.looked($L, $T::parse)",
                        JavaNames.constant(looked),
                        className(looked.type().javaClass())));
        var values = Stream.concat(inputValues, lookupValues).toList();
        return returning("read", inputs)
                .addParameter(RuntimeClasses.INPUT_TEXTS, "texts")
                .addStatement(
                        transaction.lookups().isEmpty() ? "texts.only(inputs())" : "texts.only(inputs(), lookups())")
                .addStatement("return new $T($L)", inputs, CodeBlock.join(values, ","))
                .build();
    }

    private MethodSpec action() {
        var action = transaction.action();
        ClassName type = className(action.entry().javaClass());
        return returning("action", type)
                .addParameter(inputs, "inputs")
                .addStatement("return $L", construct(type, action.arguments()))
                .build();
    }

    private MethodSpec checks(String method, List<CheckCall> checks) {
        var calls = checks.stream()
                .map(check -> construct(className(check.entry().javaClass()), check.arguments()))
                .toList();
        return returning(method, ParameterizedTypeName.get(ClassName.get(List.class), RuntimeClasses.CHECK))
                .addParameter(inputs, "inputs")
                .addStatement("return $T.of($L)", List.class, CodeBlock.join(calls, ", "))
                .build();
    }

    private CodeBlock construct(ClassName type, List<Argument> arguments) {
        return CodeBlock.of(
                "new $T($L)",
                type,
                CodeBlock.join(arguments.stream().map(this::value).toList(), ", "));
    }

    /** An input may be called as what is looked up. */
    private String component(Argument.Reference reference) {
        String component = JavaNames.component(reference.name().replace('.', '-'));
        boolean taken = reference instanceof Argument.Looked
                && transaction.inputs().stream()
                        .anyMatch(input -> JavaNames.component(input.name()).equals(component));
        return taken ? component + "_" : component;
    }

    private CodeBlock value(Argument argument) {
        if (argument instanceof Argument.Reference reference) {
            return CodeBlock.of("inputs.$L()", component(reference));
        }
        return literal((Argument.Literal) argument);
    }

    /** A value that stands in the block. */
    static CodeBlock literal(Argument.Literal literal) {
        return CodeBlock.of("$T.parse($L)", className(literal.type().javaClass()), SafeText.literal(literal.text()));
    }

    /** Where a block was written. */
    static CodeBlock origin(TransactionBlock block) {
        return CodeBlock.of(
                "new $T(\n$L,\n$L,\n$L,\n$L)",
                RuntimeClasses.ORIGIN,
                SafeText.literal(block.runbook()),
                SafeText.literal(block.file()),
                block.line(),
                SafeText.literal(block.digest()));
    }

    /** Where a block was written, for people. */
    static CodeBlock written(TransactionBlock block) {
        String heading =
                block.heading().isBlank() ? "" : ", below \"" + block.heading().strip() + "\"";
        return CodeBlock.of(
                "<p>Written in the runbook $L,\n$L.\n",
                SafeText.javadoc(block.runbook() + heading),
                SafeText.javadoc(block.file() + ":" + block.line()));
    }

    private CodeBlock expiry() {
        if (transaction.expiry() instanceof Expiry.Undo undo) {
            return CodeBlock.of("new $T($L)", RuntimeClasses.EXPIRY.nestedClass("Undo"), duration(undo.after()));
        }
        if (transaction.expiry() instanceof Expiry.Page page) {
            return CodeBlock.of("new $T($L)", RuntimeClasses.EXPIRY.nestedClass("Page"), duration(page.after()));
        }
        return CodeBlock.of("new $T()", RuntimeClasses.EXPIRY.nestedClass("Never"));
    }

    static CodeBlock duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return CodeBlock.of("$T.ofHours($L)", Duration.class, seconds / 3600);
        }
        return seconds % 60 == 0
                ? CodeBlock.of("$T.ofMinutes($L)", Duration.class, seconds / 60)
                : CodeBlock.of("$T.ofSeconds($L)", Duration.class, seconds);
    }

    static ClassName className(JavaClass javaClass) {
        var names = javaClass.simpleNames();
        return ClassName.get(
                javaClass.packageName(),
                names.get(0),
                names.subList(1, names.size()).toArray(String[]::new));
    }

    private static MethodSpec.Builder returning(String method, TypeName type) {
        return MethodSpec.methodBuilder(method)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(type);
    }
}
