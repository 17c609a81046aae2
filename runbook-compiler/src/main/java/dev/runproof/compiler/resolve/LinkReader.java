package dev.runproof.compiler.resolve;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.Unverifiable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads links of alerts, with the templates in them.
 *
 * <p>Prometheus fills templates from the labels of the expression's result, before it adds the name of the alert and the
 * labels of its rule ({@code rules/alerting.go}; tried with promtool). A label that only the rule sets is therefore read as it
 * was meant, and told as a doubt.
 */
public final class LinkReader {

    private static final String NAME = "alertname";

    /** The series that Prometheus makes of alerts, which have their names as a label. */
    private static final String ALERTS = "ALERTS";

    private static final int MOST_COMBINATIONS = 1_000;
    private static final int MOST_BROKEN = 5;

    /** GitHub's names of lines, in a view that shows the source as it is. */
    private static final Pattern LINES = Pattern.compile("L\\d+(C\\d+)?(-L\\d+(C\\d+)?)?");

    private final LinkResolver resolver;
    private final Map<String, List<String>> values;

    /**
     * Makes a reader.
     *
     * @param resolver finds pages
     * @param values all values that labels can have, by label, as far as they are declared
     */
    public LinkReader(LinkResolver resolver, Map<String, List<String>> values) {
        this.resolver = resolver;
        this.values = values;
    }

    /**
     * Reads a link.
     *
     * @param alert its alert
     * @param written the link as it is written
     * @return what is known of it
     */
    public ReadLink read(Alert alert, String written) {
        LinkTemplate link = LinkTemplate.parse(written.strip());
        List<Unverifiable> doubts = new ArrayList<>();
        Optional<Map<String, List<String>>> address = known(link.address(), "its address", alert, doubts);
        if (address.isEmpty()) {
            return new ReadLink(List.of(), 0, doubts.get(0), doubts, Optional.empty());
        }
        List<TemplatePart> fragment = link.fragment().orElse(List.of());
        Optional<Map<String, List<String>>> heading = known(fragment, "its heading", alert, doubts);
        Map<String, List<String>> labels = new TreeMap<>(address.get());
        heading.ifPresent(labels::putAll);
        long combinations =
                labels.values().stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, 1L << 40));
        if (combinations > MOST_COMBINATIONS) {
            var doubt = new Unverifiable(
                    "the values of its labels give more than " + MOST_COMBINATIONS + " addresses",
                    "put fewer labels into the link");
            return new ReadLink(List.of(), 0, doubt, List.of(doubt), Optional.empty());
        }
        var outcome = new Outcome();
        for (Map<String, String> given : combinations(labels)) {
            outcome.add(destination(link, heading.isPresent() ? fragment : List.of(), given, address.get()));
        }
        Optional<String> inOrder =
                link.lateQuestion() >= 0 && outcome.isOurs() ? Optional.of(link.inOrder()) : Optional.empty();
        return new ReadLink(outcome.places, outcome.moreBroken, outcome.resolution(), doubts, inOrder);
    }

    /** What combinations give, each place once. */
    private static final class Outcome {
        private final List<Destination> places = new ArrayList<>();
        private final Set<List<Object>> seen = new LinkedHashSet<>();
        private int broken;
        private int moreBroken;

        void add(Destination destination) {
            boolean page = destination.resolution() instanceof Resolution.Page;
            if (!page && broken == MOST_BROKEN) {
                moreBroken++;
            } else if (seen.add(List.of(place(destination.resolution()), destination.fragment()))) {
                broken += page ? 0 : 1;
                places.add(destination);
            }
        }

        /** What tells a place from others; a runbook as a whole would take long to compare. */
        private static Object place(Resolution resolution) {
            return resolution instanceof Resolution.Page page
                    ? List.of(page.runbook().file(), page.site())
                    : resolution;
        }

        Resolution resolution() {
            return places.stream()
                    .map(Destination::resolution)
                    .filter(resolution -> !(resolution instanceof Resolution.Page))
                    .findFirst()
                    .orElseGet(() -> places.get(0).resolution());
        }

        boolean isOurs() {
            return places.stream().noneMatch(place -> place.resolution() instanceof Resolution.Elsewhere);
        }
    }

    private Destination destination(
            LinkTemplate link,
            List<TemplatePart> fragment,
            Map<String, String> given,
            Map<String, List<String>> asked) {
        Resolution resolution = resolver.resolve(beforeQuery(LinkTemplate.text(link.address(), given)));
        String name = PercentEncoding.decode(LinkTemplate.text(fragment, given));
        // What stands behind :~: is for the browser: text to be marked.
        int directive = name.indexOf(":~:");
        name = directive < 0 ? name : name.substring(0, directive);
        boolean lines = link.query().contains("plain=1") && LINES.matcher(name).matches();
        return new Destination(
                given(given, asked.keySet(), fragment),
                resolution,
                name.isEmpty() || lines ? Optional.empty() : Optional.of(name));
    }

    private static String given(Map<String, String> given, Set<String> asked, List<TemplatePart> fragment) {
        Set<String> labels = new TreeSet<>(asked);
        labels.addAll(LinkTemplate.labels(fragment));
        var text = new StringBuilder();
        for (String label : labels) {
            text.append(text.isEmpty() ? "" : " and ")
                    .append(label)
                    .append(" is ")
                    .append(given.get(label));
        }
        return text.toString();
    }

    /** A value may bring a query of its own. */
    private static String beforeQuery(String address) {
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == '?' || address.charAt(i) == '#') {
                return address.substring(0, i);
            }
        }
        return address;
    }

    /** The values of the labels in parts of a link; nothing, and a doubt, if the parts are not known. */
    private Optional<Map<String, List<String>>> known(
            List<TemplatePart> parts, String what, Alert alert, List<Unverifiable> doubts) {
        Optional<String> unknown = LinkTemplate.unknown(parts);
        if (unknown.isPresent()) {
            doubts.add(new Unverifiable(
                    what + " is not known before the alert fires: " + unknown.get(),
                    "write it out, or move the template behind a ?, where it does not decide which page is shown"));
            return Optional.empty();
        }
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (String label : LinkTemplate.labels(parts)) {
            List<String> declared = values.getOrDefault(label, List.of());
            Optional<String> own = own(label, alert);
            if (!declared.isEmpty()) {
                known.put(label, declared.stream().distinct().toList());
            } else if (own.isPresent()) {
                known.put(label, List.of(own.get()));
                if (!names(alert.expression().value(), label.equals(NAME) ? ALERTS : label)) {
                    doubts.add(notInTemplates(label, own.get(), what));
                }
            } else {
                doubts.add(new Unverifiable(
                        what + " is not known before the alert fires: it has the label " + label + " in it",
                        "declare what it can be, with values: { " + label + ": [...] } in runbook.yaml"));
                return Optional.empty();
            }
        }
        return Optional.of(known);
    }

    private static Unverifiable notInTemplates(String label, String value, String what) {
        return new Unverifiable(
                what + " has the label " + label + " in it, which "
                        + (label.equals(NAME) ? "Prometheus adds" : "the rule sets")
                        + " after templates are filled: it is empty, unless the expression gives it",
                "write " + value + " in place of the template; or, if the expression gives it, declare values: { "
                        + label + ": [...] } in runbook.yaml");
    }

    /** The value of a label that stands in the rule, or in its group. */
    private static Optional<String> own(String label, Alert alert) {
        return label.equals(NAME)
                ? Optional.of(alert.name().value())
                : Optional.ofNullable(alert.labels().get(label))
                        .map(Located::value)
                        .filter(value -> !value.contains(TemplateText.OPENING));
    }

    /** Whether an expression has a word in it: then its result probably has the label. */
    private static boolean names(String expression, String word) {
        for (int at = expression.indexOf(word); at >= 0; at = expression.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(expression.charAt(at - 1));
            if (begins && (end == expression.length() || !Character.isJavaIdentifierPart(expression.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Map<String, String>> combinations(Map<String, List<String>> labels) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> label : labels.entrySet()) {
            var longer = new ArrayList<Map<String, String>>();
            for (Map<String, String> one : combinations) {
                for (String value : label.getValue()) {
                    Map<String, String> next = new TreeMap<>(one);
                    next.put(label.getKey(), value);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
