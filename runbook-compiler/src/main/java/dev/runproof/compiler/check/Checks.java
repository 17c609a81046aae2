package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.InParallel;
import dev.runproof.compiler.finding.Rule;
import java.util.List;
import java.util.Optional;

/** All checks. */
public final class Checks {

    // Sorted by id, so that a difference shows what was turned on.
    private static final List<Check> ALL = List.of(
            new AbsurdExpiry(),
            new AbsurdMaxDuration(),
            new AlertNotListed(),
            new AppendixOrder(),
            new BlockedWithoutShare(),
            new BrokenAnchor(),
            new BrokenLink(),
            new CommonAnnotationLink(),
            new CompetingResponses(),
            new ConflictingRunbookLinks(),
            new ContainedWithoutProtection(),
            new DeletedPage(),
            new DestroyedWithoutEvidence(),
            new DuplicateRunbook(),
            new DuplicateSlug(),
            new EmptySection(),
            new EndedWithoutFallback(),
            new EnforcedWithoutAudit(),
            new ExporterLabel(),
            new FalcoRuleWithoutRunbook(),
            new FutureValidation(),
            new GroupLabelNotGrouped(),
            new HeadingCase(),
            new ImpossibleInput(),
            new ImpossibleLabel(),
            new ImpossibleOrder(),
            new IncompatibleSides(),
            new InvalidPromQl(),
            new LinkElsewhere(),
            new MissingApproval(),
            new MissingFor(),
            new MissingIfLaterFails(),
            new MissingOwner(),
            new MissingRunbookUrl(),
            new MissingSection(),
            new MissingValidation(),
            new NeverFires(),
            new NeverStarts(),
            new NeverStops(),
            new OrphanRunbook(),
            new PendingExpired(),
            new QueryAfterFragment(),
            new RateOfNoCounter(),
            new ReceiverWithoutRunbook(),
            new RecordWithoutRunbook(),
            new RedirectChain(),
            new RedirectLoop(),
            new RedirectOfPage(),
            new RedirectToMissingHeading(),
            new RedirectToNowhere(),
            new RedirectedLink(),
            new RemovedAnchor(),
            new SectionOrder(),
            new StaleValidation(),
            new TriageWithoutSteps(),
            new UnansweredGrace(),
            new UncertainInput(),
            new UncertainLabel(),
            new UnclassifiedAlert(),
            new UndefinedSeverity(),
            new UnknownAlert(),
            new UnknownHeading(),
            new UnknownReceiver(),
            new UnknownRunbook(),
            new UnknownSection(),
            new UnlockedPage(),
            new UnusedApproval(),
            new UnusedReceiver(),
            new UnverifiableInput(),
            new UnverifiableLink(),
            new UnverifiableReceiver(),
            new ValidatedOtherText(),
            new ValidationDue(),
            new ValidationMovedBackwards(),
            new ValidationWithoutRecord());

    private Checks() {}

    /** What the checks look for, by id. */
    public static List<Rule> rules() {
        return ALL.stream().map(Check::rule).toList();
    }

    /**
     * Runs all checks.
     *
     * @param library all that was read
     * @param findings takes what is wrong
     */
    public static void run(Library library, Findings findings) {
        InParallel.with(ALL, findings, (check, own) -> {
            check.run(library, own);
            return Optional.empty();
        });
    }
}
