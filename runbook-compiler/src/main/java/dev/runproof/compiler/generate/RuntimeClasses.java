package dev.runproof.compiler.generate;

import com.palantir.javapoet.ClassName;

/** The classes of the runtime that generated code is written against, by name. */
final class RuntimeClasses {

    static final ClassName SAFETY_TRANSACTION = transaction("SafetyTransaction");
    static final ClassName TRANSACTION_CATALOGUE = transaction("TransactionCatalogue");
    static final ClassName ORIGIN = transaction("Origin");
    static final ClassName INPUT_DECLARATION = transaction("InputDeclaration");
    static final ClassName INPUT_TEXTS = transaction("InputTexts");
    static final ClassName LOOKUP = transaction("Lookup");
    static final ClassName EXPIRY = transaction("Expiry");
    static final ClassName RESPONSE = response("Response");
    static final ClassName RESPONSE_CATALOGUE = response("ResponseCatalogue");
    static final ClassName SUBJECT = response("Subject");
    static final ClassName TRIGGER = response("Trigger");
    static final ClassName CHECK = ClassName.get("dev.runproof.runtime.check", "Check");

    private RuntimeClasses() {}

    private static ClassName response(String simpleName) {
        return ClassName.get("dev.runproof.runtime.response", simpleName);
    }

    private static ClassName transaction(String simpleName) {
        return ClassName.get("dev.runproof.runtime.transaction", simpleName);
    }
}
