package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** All checks. */
public final class Checks {

    // Sorted by id, so that a difference shows what was turned on.
    private static final List<Check> ALL = List.of(
            new AlertNotListed(),
            new AppendixOrder(),
            new ConflictingRunbookLinks(),
            new DeletedPage(),
            new DuplicateSlug(),
            new EmptySection(),
            new FalcoRuleWithoutRunbook(),
            new FutureValidation(),
            new MissingRunbookUrl(),
            new MissingSection(),
            new MissingValidation(),
            new OrphanRunbook(),
            new PendingExpired(),
            new RecordWithoutRunbook(),
            new RedirectChain(),
            new RedirectLoop(),
            new RedirectOfPage(),
            new RedirectToNowhere(),
            new SectionOrder(),
            new StaleValidation(),
            new TemplateText(),
            new UnknownAlert(),
            new UnknownRunbook(),
            new UnknownSection(),
            new UnlockedPage(),
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
        ALL.forEach(check -> check.run(library, findings));
    }
}
