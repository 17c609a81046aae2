package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A script as people have written it down: the {@code data} of a ConfigMap, all of it under one checksum. Immutable.
 *
 * @param data its entries
 */
record ScriptDeclaration(Map<String, Object> data) {

    static final String IMAGE = "image";
    static final String ACCOUNT = "service-account";
    static final String COMMAND = "command";
    static final String ARGUMENT = "argument";
    static final String TOKEN = "token";
    static final String SCRIPT = "script";

    /** What the names of service accounts of scripts begin with, so that admission can tell them from all others. */
    static final String ACCOUNT_PREFIX = "script-";

    /** How long the text may be, in bytes: a process gets no argument of more than 128 KiB, and a record keeps 64 KiB. */
    static final int LONGEST = 32768;

    private static final Set<String> NEEDED = Set.of(IMAGE, ACCOUNT, COMMAND, ARGUMENT, SCRIPT);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern WORD = Pattern.compile("[!-~]{1,512}");
    private static final Pattern ACCOUNT_NAME = Pattern.compile(ACCOUNT_PREFIX + "[a-z0-9]([-a-z0-9]{0,54}[a-z0-9])?");

    private static final Map<String, Function<String, ?>> TYPES = new TreeMap<>(Map.of(
            "argument", ScriptArgument::parse,
            "count", Count::parse,
            "deployment", DeploymentRef::parse,
            "duration", TimeSpan::parse,
            "ip", IpAddress::parse,
            "ip-range", IpRange::parse,
            "namespace", Namespace::parse,
            "pod", PodRef::parse));

    static ScriptDeclaration of(KubernetesObject configMap) {
        return new ScriptDeclaration(configMap.map("data"));
    }

    /** The SHA-256 of its JSON with sorted keys and no white space, as {@code jq -cjS .data | sha256sum} has it. */
    Sha256 sha256() {
        try {
            byte[] json = KubernetesObject.json(data).getBytes(StandardCharsets.UTF_8);
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is wrong with it, each in words that follow {@code its}; empty if it can be run. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var missing = new TreeSet<>(NEEDED);
        missing.removeAll(data.keySet());
        missing.forEach(key -> problems.add("entry " + key + " is missing"));
        var unknown = new TreeSet<>(data.keySet());
        unknown.removeAll(NEEDED);
        unknown.remove(TOKEN);
        unknown.forEach(key -> problems.add("entry " + key + " is none that a script has"));
        if (!problems.isEmpty()) {
            return problems;
        }
        if (!WORD.matcher(text(IMAGE)).matches()) {
            problems.add("image is not the name of one");
        }
        if (!ACCOUNT_NAME.matcher(text(ACCOUNT)).matches()) {
            problems.add("service-account is not the name of one that begins with " + ACCOUNT_PREFIX);
        }
        if (command().isEmpty()
                || !command().stream().allMatch(word -> WORD.matcher(word).matches())) {
            problems.add("command is not one word a line, without spaces in them");
        }
        if (!TYPES.containsKey(text(ARGUMENT))) {
            problems.add("argument is none of the types " + String.join(", ", TYPES.keySet()));
        }
        if (!Set.of("", "true", "false").contains(text(TOKEN))) {
            problems.add("token is neither true nor false");
        }
        if (text(SCRIPT).isBlank() || text(SCRIPT).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            problems.add("script is empty, or longer than " + LONGEST + " bytes");
        }
        if (CONTROL.matcher(text(SCRIPT)).find()) {
            problems.add("script has control characters other than tabs and ends of lines");
        }
        return problems;
    }

    /** Whether a word is a value of the type that it is declared to take, in its one spelling. */
    boolean takes(ScriptArgument argument) {
        try {
            return Optional.ofNullable(TYPES.get(argumentType()))
                    .map(parse -> parse.apply(argument.text()).toString())
                    .equals(Optional.of(argument.text()));
        } catch (InvalidValueException e) {
            return false;
        }
    }

    String argumentType() {
        return text(ARGUMENT);
    }

    String image() {
        return text(IMAGE);
    }

    String account() {
        return text(ACCOUNT);
    }

    /** The program and the words before the text, such as {@code /bin/sh} and {@code -euc}. */
    List<String> command() {
        return text(COMMAND).lines().toList();
    }

    boolean wantsToken() {
        return text(TOKEN).equals("true");
    }

    String script() {
        return text(SCRIPT);
    }

    private String text(String key) {
        return data.get(key) instanceof String text ? text : "";
    }
}
