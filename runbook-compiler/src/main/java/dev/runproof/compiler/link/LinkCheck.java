package dev.runproof.compiler.link;

import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.link.LinkMemory.Entry;
import dev.runproof.compiler.link.Verdict.Dead;
import dev.runproof.compiler.link.Verdict.Fine;
import dev.runproof.compiler.link.Verdict.Moved;
import dev.runproof.compiler.link.Verdict.Undecided;
import dev.runproof.compiler.output.LinkLedger;
import dev.runproof.compiler.workspace.LinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds addresses on the web that lead to nothing, in runbooks and alerts. For one run, not thread-safe. */
public final class LinkCheck {

    private final LinkSettings settings;
    private final LocalDate today;
    private final Path memoryFile;
    private final Optional<WebCrawler> crawler;

    private int remembered;
    private int ignored;
    private int notAsked;
    private int requests;
    private int hosts;

    /**
     * What a run came to.
     *
     * @param ledger what became of the addresses
     * @param remarks what to know of the memory of earlier runs, as sentences without a full stop
     */
    public record Result(LinkLedger ledger, List<String> remarks) {

        /** Takes the list as it is now. */
        public Result {
            remarks = List.copyOf(remarks);
        }
    }

    /** The same page and place on it, wherever it is written. */
    private record Target(String key, WebAddress page, Optional<String> fragment, List<OutboundLink> places) {}

    /** What is known of a target: of its page, and then of the place on it. */
    private record Known(Verdict page, Optional<Verdict> place) {}

    /**
     * A check.
     *
     * @param settings how the web is asked
     * @param today the day
     * @param memoryFile the file with what earlier runs found out
     * @param crawler asks the web; empty to ask for nothing
     */
    public LinkCheck(LinkSettings settings, LocalDate today, Path memoryFile, Optional<WebCrawler> crawler) {
        this.settings = settings;
        this.today = today;
        this.memoryFile = memoryFile;
        this.crawler = crawler;
    }

    /**
     * Checks.
     *
     * @param library the runbooks and alerts
     * @param findings takes what is wrong
     * @return what became of the addresses
     * @throws IOException if what was found out cannot be remembered
     */
    public Result run(Library library, Findings findings) throws IOException {
        OutboundLinks outbound = OutboundLinks.of(library);
        Map<String, Target> targets = targets(outbound, findings);
        LinkMemory memory = LinkMemory.read(memoryFile, today);
        Map<String, Known> known = known(targets, memory);
        Map<String, Entry> learnt = new TreeMap<>();
        var counts = new Counts();
        for (Target target : targets.values()) {
            Optional.ofNullable(known.get(target.key)).ifPresent(knowledge -> {
                counts.add(knowledge);
                tell(target, knowledge, memory, learnt, findings);
            });
        }
        // Whatever was found: a run that fails has learnt as much as one that does not.
        if (crawler.isPresent()) {
            memory.with(learnt, today).write(memoryFile);
        }
        var ledger = new LinkLedger(
                targets.size() + ignored,
                outbound.links().size(),
                hosts,
                requests,
                counts.fine + remembered,
                counts.moved,
                counts.dead,
                counts.undecided,
                remembered,
                ignored,
                outbound.templates(),
                notAsked);
        return new Result(ledger, remarks(memory, counts));
    }

    private List<String> remarks(LinkMemory memory, Counts counts) {
        var remarks = new ArrayList<String>();
        memory.problem()
                .ifPresent(why -> remarks.add(
                        "what earlier runs found out is lost: of " + memoryFile.getFileName() + ", " + why));
        if (counts.dead > 0 && settings.graceDays() > 0 && !memory.found()) {
            remarks.add("nothing is remembered of earlier runs (" + memoryFile.getFileName()
                    + "), so that each dead link counts as found for the first time");
        }
        return remarks;
    }

    private static final class Counts {
        private int fine;
        private int moved;
        private int dead;
        private int undecided;

        void add(Known known) {
            Verdict worst =
                    known.place.filter(place -> !(place instanceof Fine)).orElse(known.page);
            if (worst instanceof Dead) {
                dead++;
            } else if (worst instanceof Undecided) {
                undecided++;
            } else {
                fine++;
                moved += worst instanceof Moved ? 1 : 0;
            }
        }
    }

    private Map<String, Target> targets(OutboundLinks outbound, Findings findings) {
        List<TextPattern> patterns =
                settings.ignore().stream().map(TextPattern::new).toList();
        Map<String, Target> targets = new LinkedHashMap<>();
        Set<String> left = new LinkedHashSet<>();
        for (OutboundLink link : outbound.links()) {
            Optional<WebAddress.Written> written = WebAddress.parse(link.written());
            if (patterns.stream().anyMatch(pattern -> pattern.matches(link.written()))) {
                left.add(written.map(LinkMemory::key).orElse(link.written()));
            } else if (written.isEmpty()) {
                findings.add(
                        LinkRules.UNDECIDED_LINK,
                        link.span(),
                        "this is no address that a server could be asked for",
                        "write it as in https://www.example.com/page, with %20 in place of a blank");
            } else if (written.get().credentials()) {
                findings.add(
                        LinkRules.UNDECIDED_LINK,
                        link.span(),
                        "the address of " + written.get().address().host()
                                + " has a user name or a password in it, with which nothing is sent",
                        "remove it: everybody who reads the page gets it too");
            } else {
                String key = LinkMemory.key(written.get());
                targets.computeIfAbsent(
                                key,
                                same -> new Target(
                                        key,
                                        written.get().address(),
                                        written.get().fragment(),
                                        new ArrayList<>()))
                        .places
                        .add(link);
            }
        }
        ignored = left.size();
        return targets;
    }

    private Map<String, Known> known(Map<String, Target> targets, LinkMemory memory) {
        Map<WebAddress, Set<String>> open = new LinkedHashMap<>();
        var asked = new ArrayList<Target>();
        for (Target target : targets.values()) {
            boolean fresh = memory.fineOn(target.key)
                    .filter(day -> day.plusDays(settings.rememberedDays()).isAfter(today))
                    .isPresent();
            if (fresh) {
                remembered++;
            } else if (crawler.isEmpty()) {
                notAsked++;
            } else {
                asked.add(target);
                Set<String> fragments = open.computeIfAbsent(target.page, page -> new LinkedHashSet<>());
                target.fragment.ifPresent(fragments::add);
            }
        }
        if (crawler.isEmpty()) {
            return Map.of();
        }
        Crawl.Result result = crawler.get().run(open, settings);
        requests = result.requests();
        hosts = result.hosts();
        boolean noNames = !result.outcomes().isEmpty()
                && result.outcomes().values().stream()
                        .allMatch(outcome -> outcome.page() instanceof Dead dead && dead.noHost());
        return asked.stream().collect(Collectors.toMap(Target::key, target -> {
            Outcome outcome = Objects.requireNonNull(result.outcomes().get(target.page));
            Verdict page = noNames
                    ? new Undecided("no host of any link was found, so that this machine may know none")
                    : outcome.page();
            return new Known(page, target.fragment.map(outcome.places()::get));
        }));
    }

    private void tell(Target target, Known known, LinkMemory memory, Map<String, Entry> learnt, Findings findings) {
        if (known.page instanceof Dead dead) {
            dead(target, LinkRules.DEAD_LINK, "leads to nothing: " + dead.why(), memory, learnt, findings);
        } else if (known.page instanceof Undecided doubt) {
            undecided(target, doubt, memory, findings);
        } else {
            Verdict place = known.place.orElseGet(Fine::new);
            if (known.page instanceof Moved moved) {
                moved(target, moved, findings);
            } else if (place instanceof Fine) {
                learnt.put(target.key, new Entry(false, today));
            }
            if (place instanceof Dead dead) {
                dead(target, LinkRules.DEAD_ANCHOR, "leads to no place: " + dead.why(), memory, learnt, findings);
            } else if (place instanceof Undecided doubt) {
                undecided(target, doubt, memory, findings);
            }
        }
    }

    private void dead(
            Target target, Rule rule, String what, LinkMemory memory, Map<String, Entry> learnt, Findings findings) {
        LocalDate since = memory.deadSince(target.key).orElse(today);
        LocalDate end = since.plusDays(settings.graceDays());
        boolean spared = end.isAfter(today);
        learnt.put(target.key, new Entry(true, since));
        String help = rule.equals(LinkRules.DEAD_LINK)
                ? "write the address that the page has now, or remove the link"
                : "name a place that the page has, or link to the page as a whole";
        for (OutboundLink link : target.places) {
            findings.add(new Finding(
                    rule,
                    spared ? Severity.WARNING : rule.severity(),
                    link.span(),
                    target.key + " " + what + " (first found so on " + since + ")",
                    spared ? help + "; from " + end + " on it is an error" : help));
        }
    }

    private static void undecided(Target target, Undecided doubt, LinkMemory memory, Findings findings) {
        String before = memory.deadSince(target.key)
                .map(since -> "; when it was asked before, it was dead since " + since)
                .orElse("");
        for (OutboundLink link : target.places) {
            findings.add(
                    LinkRules.UNDECIDED_LINK,
                    link.span(),
                    "whether " + target.key + " is there could not be told: " + doubt.why() + before,
                    "look at it in a browser; what can never be told from here can be listed in runbook.yaml under"
                            + " check-links: { ignore: [...] }");
        }
    }

    private static void moved(Target target, Moved moved, Findings findings) {
        String to = moved.to().indexOf('#') < 0
                ? moved.to() + target.fragment.map(name -> "#" + name).orElse("")
                : moved.to();
        for (OutboundLink link : target.places) {
            findings.add(
                    LinkRules.MOVED_LINK, link.span(), target.key + " has moved for good, to " + to, "link to " + to);
        }
    }
}
