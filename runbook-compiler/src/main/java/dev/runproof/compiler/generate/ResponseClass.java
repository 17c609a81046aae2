package dev.runproof.compiler.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.response.Subject;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the class of one response. */
final class ResponseClass {

    /** What the response is got by. */
    static final String METHOD = "response";

    private static final ClassName STEP = RuntimeClasses.RESPONSE.nestedClass("Step");
    private static final ClassName ARGUMENT = RuntimeClasses.RESPONSE.nestedClass("Argument");
    private static final ClassName APPROVAL = RuntimeClasses.RESPONSE.nestedClass("Approval");
    private static final ClassName SOURCE = RuntimeClasses.TRIGGER.nestedClass("Source");
    private static final ClassName GRACE = RuntimeClasses.TRIGGER.nestedClass("Grace");

    /** {@code Map.of} takes no more. */
    private static final int MOST_PAIRS = 10;

    private final Response response;
    private final ClassName name;
    private final Function<String, ClassName> transactions;

    private ResponseClass(Response response, ClassName name, Function<String, ClassName> transactions) {
        this.response = response;
        this.name = name;
        this.transactions = transactions;
    }

    static TypeSpec of(Response response, ClassName name, Function<String, ClassName> transactions) {
        return new ResponseClass(response, name, transactions).type();
    }

    private TypeSpec type() {
        var constants = response.about().stream()
                .map(input -> JavaNames.constant(input.name()))
                .toArray(String[]::new);
        return TypeSpec.classBuilder(name)
                .addJavadoc(javadoc())
                .addAnnotation(TransactionClass.GENERATED)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                // A constant would hide a class of the same name.
                .alwaysQualify(constants)
                .addFields(response.about().stream()
                        .map(TransactionClass::constant)
                        .toList())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(response())
                .addMethod(origin())
                .addMethod(trigger())
                .addMethods(response.steps().stream().map(this::step).toList())
                .build();
    }

    private CodeBlock javadoc() {
        String steps = response.steps().stream().map(Step::name).collect(Collectors.joining(", then "));
        return CodeBlock.builder()
                .add(
                        "Response $L about $L: $L.\n\n",
                        response.name(),
                        SafeText.javadoc(response.about().stream()
                                .map(part -> "$" + part.name())
                                .collect(Collectors.joining(" and "))),
                        SafeText.javadoc(steps))
                .add(TransactionClass.written(response.block()))
                .build();
    }

    private MethodSpec response() {
        return MethodSpec.methodBuilder(METHOD)
                .addJavadoc("The response as a value.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(RuntimeClasses.RESPONSE)
                .addStatement(
                        "return new $T(\n$L,\norigin(),\n$L,\ntrigger(),\n$L,\n$L,\n$L,\n$L)",
                        RuntimeClasses.RESPONSE,
                        SafeText.literal(response.name()),
                        list(response.about().stream()
                                .map(input -> CodeBlock.of("$L", JavaNames.constant(input.name())))
                                .toList()),
                        optional(response.subject().map(ResponseClass::subject)),
                        list(response.lookups().stream()
                                .map(looked -> CodeBlock.of(
                                        "new $T($L, $L)",
                                        TransactionClass.className(
                                                looked.lookup().javaClass()),
                                        SafeText.literal(looked.name()),
                                        SafeText.literal(looked.of().name())))
                                .toList()),
                        optional(response.approval().map(ResponseClass::approval)),
                        list(response.steps().stream()
                                .map(step -> CodeBlock.of("$L()", method(step)))
                                .toList()))
                .build();
    }

    private MethodSpec origin() {
        return MethodSpec.methodBuilder("origin")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(RuntimeClasses.ORIGIN)
                .addStatement("return $L", TransactionClass.origin(response.block()))
                .build();
    }

    private static CodeBlock subject(Subject subject) {
        CodeBlock input = CodeBlock.of("$L", JavaNames.constant(subject.input().name()));
        CodeBlock arguments = subject.namespace()
                .map(namespace -> CodeBlock.of("$L, $L", input, JavaNames.constant(namespace.name())))
                .orElse(input);
        String factory = switch (subject.kind()) {
            case ADDRESS -> "address";
            case RANGE -> "range";
            case ADDRESSES -> "addresses";
            case POD -> "pod";
            case DEPLOYMENT -> "deployment";
        };
        return CodeBlock.of("$T.$L($L)", RuntimeClasses.SUBJECT, factory, arguments);
    }

    private static CodeBlock approval(Approval approval) {
        return CodeBlock.of(
                "new $T($L, $L, $T.$L)",
                APPROVAL,
                SafeText.literal(approval.by()),
                TransactionClass.duration(approval.within()),
                RuntimeClasses.RESPONSE.nestedClass("Otherwise"),
                approval.otherwise().name());
    }

    private MethodSpec trigger() {
        return MethodSpec.methodBuilder("trigger")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(RuntimeClasses.TRIGGER)
                .addStatement(
                        "return new $T(\n$T.of($>$>$L$<$<),\n$L,\n$L)",
                        RuntimeClasses.TRIGGER,
                        List.class,
                        CodeBlock.join(
                                response.signals().stream()
                                        .map(ResponseClass::signal)
                                        .toList(),
                                ","),
                        optional(response.within().map(TransactionClass::duration)),
                        optional(response.grace().map(this::grace)))
                .build();
    }

    private static CodeBlock signal(Signal signal) {
        return CodeBlock.of(
                "\nnew $T(\n$>$>$T.$L,\n$T.of($>$>$L$<$<)$<$<)",
                RuntimeClasses.TRIGGER.nestedClass("Signal"),
                RuntimeClasses.TRIGGER.nestedClass("Evidence"),
                signal.evidence().name(),
                List.class,
                CodeBlock.join(
                        signal.sources().stream().map(ResponseClass::source).toList(), ","));
    }

    private static CodeBlock source(Source source) {
        String kind = source.kind() == Source.Kind.ALERT ? "Alert" : "FalcoRule";
        return CodeBlock.of("\nnew $T($L)", SOURCE.nestedClass(kind), SafeText.literal(source.name()));
    }

    private CodeBlock grace(Grace grace) {
        return CodeBlock.of(
                "new $T($L, $T.$L, $L)",
                GRACE,
                TransactionClass.duration(grace.pause()),
                GRACE.nestedClass("IfUnknown"),
                grace.ifUnknown().name(),
                response.atOnce());
    }

    private MethodSpec step(Step step) {
        return MethodSpec.methodBuilder(method(step))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(STEP)
                .addStatement(
                        "return new $T(\n$L,\nnew $T(),\n$L,\n$L,\n$T.$L,\n$T.$L,\n$L)",
                        STEP,
                        SafeText.literal(step.name()),
                        transactions.apply(step.transaction().name()),
                        arguments(step.given()),
                        list(step.onlyIf().stream().map(ResponseClass::check).toList()),
                        RuntimeClasses.RESPONSE.nestedClass("IfFails"),
                        step.ifFails().name(),
                        RuntimeClasses.RESPONSE.nestedClass("IfLaterFails"),
                        step.ifLaterFails().orElse(Step.IfLaterFails.UNDO).name(),
                        optional(step.approval().map(ResponseClass::approval)))
                .build();
    }

    private static String method(Step step) {
        return JavaNames.component(step.name() + "-step");
    }

    private static CodeBlock arguments(List<Step.Given> given) {
        boolean plain = given.size() <= MOST_PAIRS;
        var pairs = given.stream()
                .map(one -> CodeBlock.of(
                        plain ? "\n$L, $L" : "\n$T.entry($L, $L)",
                        plain
                                ? new Object[] {SafeText.literal(one.name()), argument(one.value())}
                                : new Object[] {Map.class, SafeText.literal(one.name()), argument(one.value())}))
                .toList();
        return CodeBlock.of("$T.$L($>$>$L$<$<)", Map.class, plain ? "of" : "ofEntries", CodeBlock.join(pairs, ","));
    }

    private static CodeBlock argument(Argument value) {
        if (value instanceof Argument.InputRef input) {
            return CodeBlock.of("new $T($L)", ARGUMENT.nestedClass("Input"), SafeText.literal(input.name()));
        }
        if (value instanceof Argument.Looked looked) {
            return CodeBlock.of("new $T($L)", ARGUMENT.nestedClass("Looked"), SafeText.literal(looked.name()));
        }
        return CodeBlock.of(
                "new $T($L)", ARGUMENT.nestedClass("Fixed"), SafeText.literal(((Argument.Literal) value).text()));
    }

    /** Checks of a response take what stands in the block, and nothing else. */
    private static CodeBlock check(CheckCall check) {
        var values = check.arguments().stream()
                .map(Argument.Literal.class::cast)
                .map(TransactionClass::literal)
                .toList();
        return CodeBlock.of(
                "new $T($L)", TransactionClass.className(check.entry().javaClass()), CodeBlock.join(values, ", "));
    }

    private static CodeBlock list(List<CodeBlock> items) {
        return CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(items, ", "));
    }

    private static CodeBlock optional(Optional<CodeBlock> value) {
        return value.map(code -> CodeBlock.of("$T.of($L)", Optional.class, code))
                .orElseGet(() -> CodeBlock.of("$T.empty()", Optional.class));
    }
}
