package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code runbook.yaml} says.
 *
 * @param file the file
 * @param folder the folder that it is in, to which its paths are relative
 * @param sites where pages are published, most specific first
 * @param runbooks the patterns of runbooks
 * @param alertRules the patterns of files with alert rules
 * @param exercises the patterns of files with exercises
 * @param incidents the patterns of files with incidents
 * @param alertmanager the patterns of configurations of Alertmanager
 * @param links the annotations that may hold an alert's link; the first one present counts
 * @param values all values that labels of alerts can have, by label, for links with templates
 * @param labels what it says of labels that no rule shows
 * @param sections the titles of the sections that each runbook has, in order; none if it is free in them
 * @param slugFrom what a runbook's slug is made of, where it names none
 * @param maxAge how old a validation may be, so that each runbook has to have one; empty where none is asked for
 * @param linkSettings how the web is asked whether addresses lead anywhere
 * @param website how the website is made
 * @param policy what findings weigh
 */
public record Configuration(
        SourceFile file,
        Path folder,
        List<SiteSetting> sites,
        List<FileSetting> runbooks,
        List<FileSetting> alertRules,
        List<FileSetting> exercises,
        List<FileSetting> incidents,
        List<FileSetting> alertmanager,
        List<String> links,
        Map<String, List<String>> values,
        DeclaredLabels labels,
        List<String> sections,
        SlugSource slugFrom,
        Optional<MaxAge> maxAge,
        LinkSettings linkSettings,
        WebsiteSettings website,
        Policy policy) {

    /** Takes lists and maps as they are now. */
    public Configuration {
        sites = List.copyOf(sites);
        runbooks = List.copyOf(runbooks);
        alertRules = List.copyOf(alertRules);
        exercises = List.copyOf(exercises);
        incidents = List.copyOf(incidents);
        alertmanager = List.copyOf(alertmanager);
        links = List.copyOf(links);
        values = Map.copyOf(values);
        sections = List.copyOf(sections);
    }
}
