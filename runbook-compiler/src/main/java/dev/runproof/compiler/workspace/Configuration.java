package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code runbook.yaml} says.
 *
 * @param file the file
 * @param folder the folder that it is in, to which its paths are relative
 * @param sites where pages are published, most specific first
 * @param runbooks the patterns of runbooks
 * @param alertRules the patterns of files with alert rules
 * @param links the annotations that may hold an alert's link; the first one present counts
 * @param sections the titles of the sections that each runbook has, in order; none if it is free in them
 * @param policy what findings weigh
 */
public record Configuration(
        SourceFile file,
        Path folder,
        List<Located<String>> sites,
        List<Located<String>> runbooks,
        List<Located<String>> alertRules,
        List<String> links,
        List<String> sections,
        Policy policy) {}
