package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.Grouping;
import dev.runproof.compiler.alertmanager.Matcher;
import dev.runproof.compiler.model.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for alerts with different links that can be told together, so that they have no link in common. */
final class LinksInGroup {

    private static final String NAME = "alertname";

    /** More kinds of one alert are not compared: each is compared with each. */
    private static final int MOST_KINDS = 500;

    /** A part of a link that Prometheus takes from a label. */
    private static final Pattern LABEL =
            Pattern.compile("\\{\\{-?\\s*(?:\\$labels|\\.Labels)\\.(\\w+)\\s*(?:\\|\\s*\\w+\\s*)?-?}}");

    private final Grouping grouping;
    private final String annotation;

    /** Two alerts; the same one twice if its own link is not always the same. */
    record Conflict(Reached first, Reached second) {

        boolean certain() {
            return first.certain() && second.certain();
        }
    }

    /** Alerts with one link that have the same labels to group by; a label is empty if it comes with the series. */
    private record Kind(List<Optional<String>> labels, String link) {

        boolean canMeet(Kind other) {
            for (int i = 0; i < labels.size(); i++) {
                Optional<String> a = labels.get(i);
                Optional<String> b = other.labels.get(i);
                if (a.isPresent() && b.isPresent() && !a.equals(b)) {
                    return false;
                }
            }
            return true;
        }
    }

    LinksInGroup(Grouping grouping, String annotation) {
        this.grouping = grouping;
        this.annotation = annotation;
    }

    /** Two alerts whose links differ, surely ones first. */
    Optional<Conflict> conflict(List<Reached> alerts) {
        if (grouping.all()) {
            return Optional.empty();
        }
        Map<String, Map<Kind, Reached>> byName = new HashMap<>();
        var conflicts = new ArrayList<Conflict>();
        for (Reached reached : alerts) {
            Optional<String> link = Optional.ofNullable(
                            reached.alert().annotations().get(annotation))
                    .map(Located::value)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
            if (link.isEmpty()) {
                continue;
            }
            if (differsFromItself(link.get())) {
                conflicts.add(new Conflict(reached, reached));
            }
            String name = grouping.has(NAME) ? reached.alert().name().value() : "";
            byName.computeIfAbsent(name, key -> new HashMap<>())
                    .merge(kind(reached, link.get()), reached, (a, b) -> a.certain() ? a : b);
        }
        byName.values().forEach(kinds -> compare(List.copyOf(kinds.entrySet()), conflicts));
        return conflicts.stream()
                .min((a, b) -> a.certain() == b.certain()
                        ? a.first()
                                .alert()
                                .name()
                                .span()
                                .compareTo(b.first().alert().name().span())
                        : a.certain() ? -1 : 1);
    }

    private Kind kind(Reached reached, String link) {
        return new Kind(
                grouping.labels().stream()
                        .sorted()
                        .map(label -> Matcher.labelOf(reached.alert(), label))
                        .toList(),
                link);
    }

    private static void compare(List<Map.Entry<Kind, Reached>> kinds, List<Conflict> conflicts) {
        int count = Math.min(kinds.size(), MOST_KINDS);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                Kind a = kinds.get(i).getKey();
                Kind b = kinds.get(j).getKey();
                if (!a.link().equals(b.link()) && a.canMeet(b)) {
                    Reached first = kinds.get(i).getValue();
                    Reached second = kinds.get(j).getValue();
                    boolean inOrder = first.alert()
                                    .name()
                                    .span()
                                    .compareTo(second.alert().name().span())
                            <= 0;
                    conflicts.add(inOrder ? new Conflict(first, second) : new Conflict(second, first));
                }
            }
        }
    }

    /** Whether one rule can raise alerts with different links in one group. */
    private boolean differsFromItself(String link) {
        if (!link.contains("{{")) {
            return false;
        }
        java.util.regex.Matcher labels = LABEL.matcher(link);
        var rest = new StringBuilder();
        boolean grouped = true;
        while (labels.find()) {
            grouped &= grouping.has(labels.group(1));
            labels.appendReplacement(rest, "");
        }
        labels.appendTail(rest);
        return !grouped || rest.indexOf("{{") >= 0;
    }
}
