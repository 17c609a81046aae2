package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.template.Template;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.template.TemplateText;
import dev.runproof.compiler.template.TemplateUnit;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.FileSearch;
import dev.runproof.compiler.workspace.FileSearch.Found;
import dev.runproof.compiler.workspace.FileSetting;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and reads the files of {@code templates}. A path is relative to the configuration; an absolute one is that of the
 * machine on which Alertmanager runs, so that its last parts are looked for there instead, as many as lead to a file.
 */
final class TemplateFiles {

    private static final String ENDING = "*.tmpl";

    private final FileReader files;
    private final Findings findings;

    TemplateFiles(FileReader files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** The templates of all files, with those that come with Alertmanager. */
    Templates read(List<Located<String>> patterns, Path folder) {
        Map<String, Template> templates = DefaultTemplates.byName();
        boolean complete = true;
        for (Located<String> pattern : patterns) {
            List<Found> found = find(pattern, folder);
            complete &= !found.isEmpty();
            for (Found file : found) {
                Optional<TemplateUnit> unit = files.read(file.path(), findings)
                        .flatMap(text -> TemplateReader.read(TemplateText.of(text), findings));
                complete &= unit.isPresent();
                unit.ifPresent(read -> {
                    Templates.put(templates, String.valueOf(file.path().getFileName()), read.main());
                    read.definitions().forEach((name, template) -> Templates.put(templates, name, template));
                });
            }
        }
        return new Templates(templates, complete);
    }

    private List<Found> find(Located<String> pattern, Path folder) {
        boolean absolute = pattern.value().startsWith("/");
        List<Found> found = absolute ? findLastParts(pattern, folder) : find(pattern, folder, findings);
        if (found.isEmpty()) {
            findings.add(
                    WorkspaceRules.NOTHING_TO_CHECK,
                    pattern.span(),
                    "there is no file " + pattern.value()
                            + (absolute ? ", and none of its last parts beside this file" : ""),
                    "mend the path; it is relative to the folder of this file, and of an absolute one the last parts are");
        }
        return found;
    }

    private List<Found> findLastParts(Located<String> pattern, Path folder) {
        List<String> parts = Arrays.stream(pattern.value().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.contains("..")) {
            return List.of();
        }
        for (int i = 0; i < parts.size(); i++) {
            String rest = String.join("/", parts.subList(i, parts.size()));
            List<Found> found = find(new Located<>(rest, pattern.span()), folder, new Findings());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<Found> find(Located<String> pattern, Path folder, Findings problems) {
        return new FileSearch(folder, files, problems).find(List.of(new FileSetting(pattern, true)), ENDING);
    }
}
