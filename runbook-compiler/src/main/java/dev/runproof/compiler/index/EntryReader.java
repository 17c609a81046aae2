package dev.runproof.compiler.index;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.lang.model.SourceVersion;

/**
 * Reads one index file. Whatever it lets through is safe in generated code: names are Java names, the rest is text that is
 * quoted where it is used.
 */
final class EntryReader {

    private static final int FORMAT = 1;
    private static final int LONGEST_LOOKUP = 127;
    private static final int LONGEST_VALUE = 10_240;
    private static final int MOST_TIMES = 100;
    /** The longest {@code max-duration}. */
    private static final int DAY = 86_400;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JsonNode json;

    private EntryReader(JsonNode json) {
        this.json = json;
    }

    static IndexEntry read(IndexFile file) throws InvalidIndexException {
        var reader = new EntryReader(tree(file.content()));
        int format = reader.number(reader.json, "format");
        if (format != FORMAT) {
            throw new InvalidIndexException("has format " + format + "; this version reads format " + FORMAT + " only");
        }
        String name =
                file.kind().equals("lookup") ? reader.text(reader.json, "name") : reader.name(reader.json, "name");
        if (!name.equals(file.name())) {
            throw new InvalidIndexException("describes " + name + ", not " + file.name());
        }
        return switch (file.kind()) {
            case "action" -> reader.action(name);
            case "check" -> reader.check(name);
            case "lookup" -> reader.lookup(name);
            default -> reader.type(name);
        };
    }

    private static JsonNode tree(String content) throws InvalidIndexException {
        try {
            JsonNode tree = JSON.readTree(content);
            if (tree.isObject()) {
                return tree;
            }
            throw new InvalidIndexException("is not a JSON object");
        } catch (JacksonException e) {
            JsonLocation place = e.getLocation();
            throw new InvalidIndexException(
                    "is not JSON, at line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
    }

    private ActionEntry action(String name) throws InvalidIndexException {
        List<Parameter> parameters = parameters();
        String target = text(json, "target");
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals(target))) {
            throw new InvalidIndexException("has a target that is not a parameter");
        }
        return new ActionEntry(
                name,
                javaClass(),
                documentation(),
                parameters,
                target,
                text(json, "inverse"),
                constant(ActionEntry.Audit.class, json, "audit"),
                permissions(),
                new Demands(
                        truth(json, "reversible"),
                        truth(json, "isolates"),
                        truth(json, "observes"),
                        safeguards("needs"),
                        constant(Demands.Ending.class, json, "ending"),
                        seconds(json, "atLeastSeconds")));
    }

    private CheckEntry check(String name) throws InvalidIndexException {
        Set<CheckEntry.Moment> moments = EnumSet.noneOf(CheckEntry.Moment.class);
        for (String moment : texts(json, "moments")) {
            moments.add(constant(CheckEntry.Moment.class, moment, "moments"));
        }
        return new CheckEntry(
                name,
                javaClass(),
                documentation(),
                parameters(),
                moments,
                permissions(),
                safeguards("gives"),
                seconds(json, "atLeastSeconds"),
                json.has("of") ? Set.copyOf(texts(json, "of")) : Set.of());
    }

    /** Its name is that of its file, whose form is known. */
    private LookupEntry lookup(String name) throws InvalidIndexException {
        String from = name(json, "from");
        if (!name.startsWith(from + ".") || name.length() > LONGEST_LOOKUP) {
            throw new InvalidIndexException("has a name that does not begin with the type that it looks at");
        }
        return new LookupEntry(name, javaClass(), documentation(), from, name(json, "to"), permissions());
    }

    private TypeEntry type(String name) throws InvalidIndexException {
        String pattern = text(json, "pattern");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new InvalidIndexException("has a pattern that is not a regular expression");
        }
        int maxLength = number(json, "maxLength");
        if (maxLength < 1 || maxLength > LONGEST_VALUE) {
            throw new InvalidIndexException("has a maxLength that is not within 1.." + LONGEST_VALUE);
        }
        return new TypeEntry(
                name, javaClass(), documentation(), pattern, maxLength, text(json, "label"), text(json, "falcoField"));
    }

    private JavaClass javaClass() throws InvalidIndexException {
        JsonNode names = json.path("class");
        String binary = text(names, "binary");
        String source = text(names, "source");
        int dot = binary.lastIndexOf('.');
        String packageName = binary.substring(0, Math.max(0, dot));
        if (dot < 1 || !source.startsWith(packageName + ".")) {
            throw new InvalidIndexException("has a class that is in no package");
        }
        String simpleNames = source.substring(dot + 1);
        if (!simpleNames.replace('.', '$').equals(binary.substring(dot + 1))) {
            throw new InvalidIndexException("has two names for its class that do not fit together");
        }
        try {
            return new JavaClass(packageName, Arrays.asList(simpleNames.split("\\.", -1)));
        } catch (IllegalArgumentException e) {
            throw new InvalidIndexException("has a class whose name is not one of Java's");
        }
    }

    private Documentation documentation() throws InvalidIndexException {
        return new Documentation(text(json, "summary"), text(json, "documentation"));
    }

    private List<Parameter> parameters() throws InvalidIndexException {
        var parameters = new ArrayList<Parameter>();
        for (JsonNode node : array(json, "parameters")) {
            String component = text(node, "component");
            if (!SourceVersion.isName(component) || component.contains(".")) {
                throw new InvalidIndexException("has a component whose name is not one of Java's");
            }
            String name = name(node, "name");
            if (parameters.stream().anyMatch(parameter -> parameter.name().equals(name))) {
                throw new InvalidIndexException("has two parameters " + name);
            }
            int waits = node.has("waits") ? number(node, "waits") : 0;
            if (waits < 0 || waits > MOST_TIMES) {
                throw new InvalidIndexException(
                        "has a parameter that is waited for more than " + MOST_TIMES + " times");
            }
            parameters.add(new Parameter(
                    name,
                    component,
                    name(node, "type"),
                    text(node, "documentation"),
                    optionalText(node, "default"),
                    waits));
        }
        return parameters;
    }

    private Set<Safeguard> safeguards(String field) throws InvalidIndexException {
        Set<Safeguard> safeguards = EnumSet.noneOf(Safeguard.class);
        for (String word : texts(json, field)) {
            safeguards.add(constant(Safeguard.class, word, field));
        }
        return safeguards;
    }

    private List<Permission> permissions() throws InvalidIndexException {
        var permissions = new ArrayList<Permission>();
        for (JsonNode node : array(json, "permissions")) {
            permissions.add(new Permission(
                    text(node, "group"),
                    text(node, "resource"),
                    texts(node, "verbs"),
                    constant(Permission.Scope.class, node, "scope"),
                    node.has("names") ? texts(node, "names") : List.of(),
                    node.has("targets") ? texts(node, "targets") : List.of(),
                    node.has("afterwards") && truth(node, "afterwards")));
        }
        return permissions;
    }

    private String name(JsonNode node, String field) throws InvalidIndexException {
        String name = text(node, field);
        if (name.length() > 63 || !NAME.matcher(name).matches()) {
            throw new InvalidIndexException("has a " + field + " that is not lower case words joined by hyphens");
        }
        return name;
    }

    private String text(JsonNode node, String field) throws InvalidIndexException {
        if (!node.path(field).isTextual()) {
            throw new InvalidIndexException("lacks the text " + field);
        }
        return node.path(field).textValue();
    }

    private Optional<String> optionalText(JsonNode node, String field) throws InvalidIndexException {
        return node.has(field) ? Optional.of(text(node, field)) : Optional.empty();
    }

    private int number(JsonNode node, String field) throws InvalidIndexException {
        if (!node.path(field).isInt()) {
            throw new InvalidIndexException("lacks the whole number " + field);
        }
        return node.path(field).intValue();
    }

    private Duration seconds(JsonNode node, String field) throws InvalidIndexException {
        int seconds = number(node, field);
        if (seconds < 0 || seconds > DAY) {
            throw new InvalidIndexException("has seconds in " + field + " that are not within 0.." + DAY);
        }
        return Duration.ofSeconds(seconds);
    }

    private boolean truth(JsonNode node, String field) throws InvalidIndexException {
        if (!node.path(field).isBoolean()) {
            throw new InvalidIndexException("does not say whether it is " + field);
        }
        return node.path(field).booleanValue();
    }

    private JsonNode array(JsonNode node, String field) throws InvalidIndexException {
        if (!node.path(field).isArray()) {
            throw new InvalidIndexException("lacks the list " + field);
        }
        return node.path(field);
    }

    private List<String> texts(JsonNode node, String field) throws InvalidIndexException {
        var texts = new ArrayList<String>();
        for (JsonNode item : array(node, field)) {
            if (!item.isTextual()) {
                throw new InvalidIndexException("has something else than texts in " + field);
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String field) throws InvalidIndexException {
        return constant(type, text(node, field), field);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word, String field)
            throws InvalidIndexException {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidIndexException("has an unknown word in " + field));
    }
}
