package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.incident.Incident;
import dev.runproof.compiler.link.LinkRules;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.selftest.Example;
import dev.runproof.compiler.selftest.Settings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plants the defects of the pages of findings into a copy of somebody's files, each beside their own, with addresses of their own site:
 * so one sees that the gate works on these files, and not only on ours. Not thread-safe; uses a temporary folder.
 */
final class SelfTest {

    private static final String DUPLICATE_SLUG = "duplicate-slug";

    /** In files of names, a name at the beginning of a line, and in redirects that behind it. */
    private static final Pattern NAMES = Pattern.compile("(?m)^([a-z0-9-]+)(: | )([a-z0-9-]+(?=[#\\n]|$))?");

    private static final Pattern ADDRESS = Pattern.compile(Pattern.quote(Example.SITE) + "([a-z0-9-]+)/?");
    /** That of the examples. */
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private static final String NOWHERE = "alert-rules: [runproof-self-test-nowhere/]\n";
    private static final Set<String> NAMED = Set.of("redirects.yaml", "slugs.lock");
    private static final List<String> BESIDE =
            List.of("redirects.yaml", "slugs.lock", "validations.yaml", "findings.baseline");

    private final Reading read;
    private final Path root;
    private final Path top;
    private final Path copy;
    private final Checker checker;

    /**
     * What a check of a copy gives.
     *
     * @param findings what was found
     * @param read the files of runbooks and alert rules that were read
     */
    record Checked(List<Finding> findings, List<SourceFile> read) {}

    /** Checks a configuration, with the folder that the names of files in findings are relative to. */
    @FunctionalInterface
    interface Checker {
        Checked check(Path root, Path configuration, CheckOptions options);
    }

    private SelfTest(Reading read, Path root, Path copy, Checker checker) {
        this.read = read;
        this.root = root;
        this.copy = copy;
        this.checker = checker;
        this.top = top(read, root);
    }

    /**
     * Plants all that can be.
     *
     * @param read what was read of the files
     * @param root the folder that the names of files in findings are relative to
     * @param checker checks a copy
     * @throws IOException if the copy cannot be written
     */
    static SelfTestReport run(Reading read, Path root, Checker checker) throws IOException {
        Path work = Files.createTempDirectory("runproof-self-test-");
        try {
            return new SelfTest(read, root, work.toRealPath(), checker).run();
        } finally {
            delete(work);
        }
    }

    private SelfTestReport run() throws IOException {
        var found = new ArrayList<String>();
        var missed = new ArrayList<String>();
        SortedMap<String, String> notPlanted = new TreeMap<>();
        Optional<Settings> settings = Settings.read(read.configuration().file());
        for (Rule rule : AllRules.sorted()) {
            Optional<String> obstacle = obstacle(rule, settings);
            if (obstacle.isEmpty()) {
                Result result = plant(rule, settings.orElseThrow());
                if (result == Result.MISSED) {
                    // A setting of theirs may ask for something else, such as another max-age.
                    result = plant(rule, settings.orElseThrow().ofPlaces());
                }
                if (result == Result.FOUND) {
                    found.add(rule.id());
                } else if (result == Result.MISSED) {
                    missed.add(rule.id());
                } else {
                    obstacle = Optional.of("a new file is not among those that runbook.yaml names");
                }
            }
            obstacle.ifPresent(why -> notPlanted.put(rule.id(), why));
        }
        return new SelfTestReport(List.of(), found, missed, notPlanted);
    }

    private enum Result {
        FOUND,
        MISSED,
        NOT_READ
    }

    private Optional<String> obstacle(Rule rule, Optional<Settings> settings) {
        if (LinkRules.all().contains(rule)) {
            return Optional.of("only check-links finds it, by asking the web");
        }
        if (rule.id().equals(DUPLICATE_SLUG) && read.sites().stream().noneMatch(Site::isBySlug)) {
            return Optional.of("no site publishes pages by their slugs");
        }
        if (settings.isEmpty()) {
            return Optional.of("the settings of runbook.yaml do not stand on lines of their own");
        }
        boolean ofActions = Example.bad(rule.id()).files().values().stream()
                .anyMatch(text -> new String(text, StandardCharsets.UTF_8).contains("action: { block-ip"));
        return ofActions && read.index().action("block-ip").isEmpty()
                ? Optional.of("there is no runtime whose actions a transaction could take")
                : Optional.empty();
    }

    private Result plant(Rule rule, Settings settings) throws IOException {
        Example example = Example.bad(rule.id());
        delete(copy);
        Path now = copy.resolve("now");
        Path folder = now.resolve(relative(read.configuration().folder()));
        Settings bad = settingsOf(example.files());
        copyTo(now);
        Set<Path> planted = overlay(example.files(), settings.with(bad), now);
        CheckOptions options = CheckOptions.asOf(DAY);
        if (!example.base().isEmpty()) {
            Path before = copy.resolve("base");
            copyTo(before);
            overlay(example.base(), settings.without(bad).with(settingsOf(example.base())), before);
            options = options.comparedWith(before);
        }
        Path configuration = folder.resolve(Example.CONFIGURATION);
        if (rule.equals(WorkspaceRules.NOTHING_TO_CHECK)) {
            Files.writeString(
                    configuration, settings.with("alert-rules", NOWHERE).text());
        }
        Checked checked = checker.check(now, configuration, options);
        Set<Path> seen = new HashSet<>();
        for (Finding finding : checked.findings()) {
            Path file = now.resolve(finding.span().file().path()).normalize();
            seen.add(file);
            if (finding.rule().equals(rule) && (planted.contains(file) || file.equals(configuration))) {
                return Result.FOUND;
            }
        }
        checked.read().forEach(file -> seen.add(now.resolve(file.path()).normalize()));
        planted.removeIf(file -> !isRunbookOrRule(file, now));
        return seen.containsAll(planted) ? Result.MISSED : Result.NOT_READ;
    }

    private static Settings settingsOf(Map<String, byte[]> files) {
        byte[] text = files.get(Example.CONFIGURATION);
        return Settings.read(new SourceFile(
                        Example.CONFIGURATION, new String(text == null ? new byte[0] : text, StandardCharsets.UTF_8)))
                .orElse(new Settings("", Map.of()));
    }

    /** Gives the runbooks and alert rules, and whatever else is no configuration, that are now there. */
    private Set<Path> overlay(Map<String, byte[]> files, Settings settings, Path state) throws IOException {
        Path folder = state.resolve(relative(read.configuration().folder()));
        Set<Path> planted = new HashSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = file.getKey();
            Path target = folder.resolve(path).normalize();
            if (path.startsWith(Example.RUNBOOKS)) {
                target = state.resolve(relative(read.folderOfRunbooks(root))).resolve(below(path, Example.RUNBOOKS));
            } else if (path.startsWith(Example.RULES)) {
                target = state.resolve(relative(read.folderOfRules(root))).resolve(below(path, Example.RULES));
            }
            Files.createDirectories(target.getParent());
            if (path.equals(Example.CONFIGURATION)) {
                Files.writeString(target, settings.text());
            } else {
                Files.write(target, ours(path, file.getValue()));
                planted.add(target);
            }
        }
        return planted;
    }

    private boolean isRunbookOrRule(Path file, Path state) {
        return file.startsWith(state.resolve(relative(read.folderOfRunbooks(root))))
                || file.startsWith(state.resolve(relative(read.folderOfRules(root))));
    }

    private static String below(String path, String folder) {
        return path.substring(folder.length());
    }

    /** With addresses and names of the site on which the runbooks are published. What is no UTF-8 is left as it is. */
    private byte[] ours(String path, byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        if (read.sites().isEmpty() || text.indexOf('\uFFFD') >= 0) {
            return written;
        }
        Site site = read.sites().get(0);
        String above = read.runbooks().stream()
                .findFirst()
                .map(site::nameOf)
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .orElse("");
        String named = NAMED.contains(path)
                ? NAMES.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(above
                                + match.group(1)
                                + match.group(2)
                                + (match.group(3) == null ? "" : above + match.group(3))))
                : text;
        return ADDRESS.matcher(named)
                .replaceAll(match -> Matcher.quoteReplacement(site.addressOf(above + match.group(1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path relative(Path path) {
        return top.relativize(path.toAbsolutePath().normalize());
    }

    private static Path top(Reading read, Path root) {
        Path top = read.configuration().folder().toAbsolutePath().normalize();
        for (SourceFile file : files(read)) {
            Path absolute = root.resolve(file.path()).normalize();
            top = above(top, absolute);
        }
        return top;
    }

    /** The nearest folder above one in which a file is too. */
    private static Path above(Path folder, Path file) {
        return Stream.iterate(folder, above -> above != null, Path::getParent)
                .filter(file::startsWith)
                .findFirst()
                .orElse(folder);
    }

    private static List<SourceFile> files(Reading read) {
        return Stream.of(
                        Stream.of(read.configuration().file()),
                        read.runbooks().stream().map(Runbook::file),
                        RuleFile.contents(read.ruleFiles()).stream().map(AlertFile::file),
                        read.exercises().stream()
                                .flatMap(all -> all.exercises().stream())
                                .map(Exercise::file),
                        read.incidents().incidents().stream().map(Incident::file),
                        read.alertmanager().stream().map(AlertmanagerConfiguration::file))
                .flatMap(files -> files)
                .filter(file -> !file.path().equals(SourceFile.STANDARD_INPUT))
                .distinct()
                .toList();
    }

    /** What was read, and what stands beside the configuration. */
    private void copyTo(Path state) throws IOException {
        for (SourceFile file : files(read)) {
            Path target = state.resolve(relative(root.resolve(file.path())));
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.text());
        }
        for (AlertmanagerConfiguration configuration : read.alertmanager()) {
            copyBeside(root.resolve(configuration.file().path()).normalize(), state);
        }
        Path folder = read.configuration().folder();
        for (String name : BESIDE) {
            Optional<SourceFile> file = Files.isRegularFile(folder.resolve(name))
                    ? new FileReader(root).read(folder.resolve(name), new Findings())
                    : Optional.empty();
            if (file.isPresent()) {
                Files.writeString(
                        state.resolve(relative(folder)).resolve(name),
                        file.get().text());
            }
        }
    }

    /** Templates are found by their names. */
    private void copyBeside(Path configuration, Path state) throws IOException {
        try (Stream<Path> files = Files.list(configuration.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) <= FileReader.LARGEST) {
                    Files.copy(file, state.resolve(relative(file)), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
