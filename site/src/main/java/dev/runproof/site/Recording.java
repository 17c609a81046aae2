package dev.runproof.site;

import dev.runproof.compiler.report.Report.ExerciseDue;
import java.util.stream.Collectors;

/** The command that records an exercise, with what is to be filled in written in capitals. */
final class Recording {

    private static final String NEXT = " \\\n  ";

    private Recording() {}

    /** The command, for a POSIX shell. */
    static String command(ExerciseDue one) {
        return "runproof exercise --exercise " + quoted(one.name()) + " --date YEAR-MONTH-DAY"
                + NEXT
                + one.exercise().participants().stream()
                        .map(who -> "--took-part " + quoted(who))
                        .collect(Collectors.joining(" "))
                + " --duration MINUTESm"
                + NEXT
                + one.exercise().objectives().stream()
                        .map(objective -> "--result "
                                + quoted(objective.name() + "="
                                        + (objective.within().isPresent() ? "MINUTESm" : "MET-OR-MISSED")))
                        .collect(Collectors.joining(NEXT))
                + NEXT
                + "--finding 'WHAT WAS FOUND -> WHAT WAS CHANGED'"
                + NEXT
                + "--finding 'WHAT WAS FOUND -> open: WHO SEES TO IT'";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
