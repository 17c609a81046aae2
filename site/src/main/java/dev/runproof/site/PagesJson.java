package dev.runproof.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.site.Alias;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.Website;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes {@code pages.json}: what other tools want to know of the pages. */
final class PagesJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PagesJson() {}

    /**
     * Writes it.
     *
     * @param site the website
     * @param anchors the anchors of a page
     */
    static byte[] of(Website site, Function<PageEntry, List<String>> anchors) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", 1);
        root.put("title", site.title());
        root.put("asOf", site.asOf().toString());
        site.commit().ifPresent(commit -> root.put("commit", commit));
        ArrayNode pages = root.putArray("pages");
        for (PageEntry entry : site.entries()) {
            ObjectNode page = pages.addObject();
            page.put("name", entry.name());
            site.address().ifPresent(address -> page.put("address", address + entry.name() + "/"));
            page.put("title", entry.title());
            page.put("file", entry.file());
            entry.owner().ifPresent(owner -> page.put("owner", owner));
            addAll(page.putArray("severities"), entry.severities());
            addAll(page.putArray("tags"), entry.tags());
            addAll(page.putArray("alerts"), entry.alerts());
            page.put("validity", entry.validity().state().name().toLowerCase(Locale.ROOT));
            entry.validity().last().ifPresent(day -> page.put("lastValidated", day.toString()));
            entry.validity().until().ifPresent(day -> page.put("reviewBy", day.toString()));
            entry.lastExercise().ifPresent(day -> page.put("lastExercise", day.toString()));
            addAll(page.putArray("anchors"), anchors.apply(entry));
        }
        ObjectNode aliases = root.putObject("aliases");
        for (Alias alias : site.aliases()) {
            aliases.put(alias.name(), alias.page() + (alias.fragment().isEmpty() ? "" : "#" + alias.fragment()));
        }
        try {
            return (MAPPER.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(root)
                                    .replace("\r\n", "\n") + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree in memory is always written", e);
        }
    }

    private static void addAll(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }
}
