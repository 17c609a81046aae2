package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.edit.Change;
import dev.runproof.compiler.edit.NewRunbook;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.FileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Begins runbooks that alerts ask for and that nobody wrote. Writes nothing. */
final class NewRunbooks {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,200}");

    /** Names of pages come out of links; only plain ones become names of files. */
    private static final Pattern PAGE = Pattern.compile("(\\w[\\w.-]{0,199}/)*\\w[\\w.-]{0,199}");

    private final Reading read;
    private final Sources sources;
    private final Library library;
    private final Path root;
    private final String owner;

    /**
     * Takes what was read.
     *
     * @param read what was read
     * @param sources where from
     * @param library the same, resolved
     * @param root the folder that the names of files in findings are relative to
     * @param owner who keeps the new runbooks true
     */
    NewRunbooks(Reading read, Sources sources, Library library, Path root, String owner) {
        this.read = read;
        this.sources = sources;
        this.library = library;
        this.root = root;
        this.owner = owner;
    }

    /**
     * Runbooks that were begun.
     *
     * @param changes their files
     * @param runbooks themselves
     * @param remarks why others were not, each in one sentence
     */
    record Begun(List<Change> changes, List<Runbook> runbooks, List<String> remarks) {}

    /** Whether a page can be named after an alert. */
    static boolean canBeNamedAfter(Alert alert) {
        return NAME.matcher(alert.name().value()).matches();
    }

    /** The beginning of a page for alerts. */
    String text(List<Alert> alerts, Optional<String> slug) {
        List<String> sections = read.configuration().sections();
        Set<String> labels = new HashSet<>(library.labelsThatCome(alerts.get(0)));
        alerts.stream().skip(1).map(library::labelsThatCome).forEach(labels::retainAll);
        SortedMap<String, String> inputs = new TreeMap<>();
        labels.forEach(label -> inputs.put(label, type(label)));
        return new NewRunbook(alerts, owner, slug, sections.isEmpty() ? Titles.ALL : sections, inputs).text();
    }

    private String type(String label) {
        return read.index().types().values().stream()
                .filter(type -> type.label().equals(label))
                .map(TypeEntry::name)
                .findFirst()
                .orElse("text");
    }

    /** Where its link leads, if other runbooks are there; else beside the first one. Named as they are. */
    Path usualPlace(AlertLink link) {
        String alert = link.alert().name().value();
        boolean byFile = read.configuration().slugFrom() == SlugSource.FILE
                || read.sites().stream().noneMatch(Site::isBySlug);
        Path folder = link.resolution()
                .filter(NoPage.class::isInstance)
                .flatMap(resolution -> folderOf(((NoPage) resolution).name()))
                .orElseGet(() -> read.folderOfRunbooks(root));
        return folder.resolve((byFile ? alert : Slug.of(alert)) + ".md");
    }

    /** The folder of a runbook whose page is in the folder in which a page would be. */
    private Optional<Path> folderOf(String page) {
        String above = folder(page);
        return read.runbooks().stream()
                .filter(runbook -> !above.isEmpty() && folder(runbook.path()).equalsIgnoreCase(above))
                .findFirst()
                .map(runbook -> root.resolve(runbook.file().path()).normalize().resolveSibling(""));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** One for each page that is missing, and for each alert that has no link and no runbook. */
    Begun begun() {
        Map<String, List<AlertLink>> missing = new LinkedHashMap<>();
        for (AlertLink link : library.links()) {
            if (link.resolution().isEmpty() && link.link().isEmpty()) {
                if (library.runbookFor(link.alert()).isEmpty()) {
                    missing.computeIfAbsent("alert " + link.alert().name().value(), name -> new ArrayList<>())
                            .add(link);
                }
            } else if (link.resolution().orElse(null) instanceof NoPage page) {
                missing.computeIfAbsent("page " + page.name(), name -> new ArrayList<>())
                        .add(link);
            }
        }
        var changes = new ArrayList<Change>();
        var runbooks = new ArrayList<Runbook>();
        Set<String> taken = new HashSet<>();
        read.runbooks().forEach(runbook -> taken.add(runbook.slug().value()));
        var remarks = new ArrayList<String>();
        for (List<AlertLink> links : missing.values()) {
            begin(links, taken)
                    .ifPresentOrElse(
                            runbook -> {
                                runbooks.add(runbook);
                                taken.add(runbook.slug().value());
                                taken.add(runbook.file().path());
                                changes.add(new Change(
                                        runbook.file().path(),
                                        root.resolve(runbook.file().path()).normalize(),
                                        Optional.empty(),
                                        runbook.file().text()));
                            },
                            () -> links.forEach(link -> remarks.add(whyNot(link))));
        }
        return new Begun(List.copyOf(changes), List.copyOf(runbooks), List.copyOf(remarks));
    }

    private Optional<Runbook> begin(List<AlertLink> links, Set<String> taken) {
        AlertLink first = links.get(0);
        if (links.stream().anyMatch(link -> !canBeNamedAfter(link.alert()))) {
            return Optional.empty();
        }
        List<Alert> alerts = links.stream().map(AlertLink::alert).toList();
        Stream<Optional<Runbook>> tried;
        if (first.resolution().orElse(null) instanceof NoPage page) {
            if (!PAGE.matcher(page.name()).matches()
                    || links.stream().anyMatch(link -> meant(link, page).isPresent())) {
                return Optional.empty();
            }
            tried = places(first, page).stream()
                    .flatMap(place -> Stream.of(
                                    Optional.<String>empty(),
                                    Optional.of(page.name()).filter(Slug::isValid))
                            .map(slug -> runbook(place, text(alerts, slug))
                                    .filter(runbook ->
                                            page.site().nameOf(runbook).equals(page.name()))));
        } else {
            tried = Stream.of(runbook(usualPlace(first), text(alerts, Optional.empty())));
        }
        return tried.flatMap(Optional::stream)
                .filter(runbook -> !taken.contains(runbook.slug().value())
                        && !taken.contains(runbook.file().path()))
                .findFirst();
    }

    /** Where a link that was mistyped was to lead: there no page is missing. */
    private Optional<String> meant(AlertLink link, NoPage page) {
        return library.addressFor(link.alert())
                .or(() ->
                        library.resolver().nearestName(page.site(), page.name()).map(page.site()::addressOf));
    }

    private List<Path> places(AlertLink link, NoPage page) {
        String last = page.name().substring(page.name().lastIndexOf('/') + 1);
        Path top = read.topOfRunbooks();
        var places = new ArrayList<Path>();
        if (page.site().isBySlug()) {
            places.add(read.folderOfRunbooks(root).resolve(last + ".md"));
        }
        places.add(usualPlace(link));
        folderOf(page.name()).ifPresent(beside -> places.add(beside.resolve(last + ".md")));
        places.add(top.resolve(page.name() + ".md"));
        places.add(top.resolve(folder(page.name()) + link.alert().name().value() + ".md"));
        return places;
    }

    /** As it will be read; nothing if it will not be found, or if a file is there already. */
    private Optional<Runbook> runbook(Path place, String text) {
        if (Files.exists(place)) {
            return Optional.empty();
        }
        String name = new FileReader(root).nameOf(place);
        return sources.placeOfRunbook(read.configuration(), place)
                .map(path -> new RunbookReader(read.configuration().slugFrom())
                        .read(
                                new SourceFile(name, text),
                                new FileReader(read.configuration().folder()).nameOf(place),
                                path,
                                new Findings()))
                .filter(runbook -> !runbook.slug().value().isEmpty());
    }

    private String whyNot(AlertLink link) {
        String alert = link.alert().name().value();
        String begin = "no runbook was begun for " + alert + ": ";
        if (!canBeNamedAfter(link.alert())) {
            return begin + "no page can be named after it";
        }
        if (link.resolution().orElse(null) instanceof NoPage page) {
            return begin
                    + meant(link, page)
                            .map(near -> "it links to " + page.name() + ", which may mean " + near
                                    + "; correct the link, or write the runbook")
                            .orElse("no file can be found as " + page.name()
                                    + " by the patterns of runbook.yaml; write it with"
                                    + " `runproof new --file`, or correct the link");
        }
        return begin + "its file or its name is another runbook's; write it with `runproof new --file`";
    }
}
