package dev.runproof.compiler.processor;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names in runbooks: lower case words joined by hyphens, at most 63 characters. */
final class Kebab {

    private static final int MAX_LENGTH = 63;
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Kebab() {}

    static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
    }

    /** Such as {@code if-unknown} for {@code ifUnknown}; not a name where the component is not in camel case. */
    static String ofComponent(String component) {
        return UPPER_CASE
                .matcher(component)
                .replaceAll(letter -> "-" + letter.group().toLowerCase(Locale.ROOT));
    }

    /** Such as {@code pre-check} for {@code PRE_CHECK}. */
    static String ofConstant(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
