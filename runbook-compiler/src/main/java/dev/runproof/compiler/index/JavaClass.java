package dev.runproof.compiler.index;

import java.util.List;
import javax.lang.model.SourceVersion;

/**
 * The name of a class that generated code uses; the class is never loaded.
 *
 * @param packageName its package, such as {@code dev.runproof.runtime.action}
 * @param simpleNames its simple name, after those of the classes around it
 */
public record JavaClass(String packageName, List<String> simpleNames) {

    /** Takes the names as they are now. */
    public JavaClass {
        simpleNames = List.copyOf(simpleNames);
        if (simpleNames.isEmpty()
                || !SourceVersion.isName(packageName)
                || !simpleNames.stream().allMatch(JavaClass::isIdentifier)) {
            throw new IllegalArgumentException("not the name of a class: " + packageName + " " + simpleNames);
        }
    }

    private static boolean isIdentifier(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
    }

    /** As in source code, such as {@code shop.Cart.Item}. */
    @Override
    public String toString() {
        return packageName + "." + String.join(".", simpleNames);
    }
}
