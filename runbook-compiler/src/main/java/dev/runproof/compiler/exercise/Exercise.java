package dev.runproof.compiler.exercise;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An exercise.
 *
 * @param name its name
 * @param scenario what has happened, as those who take part are told
 * @param runbooks the slugs of the runbooks that it exercises
 * @param owner who sees to it that it is held
 * @param participants the roles that take part
 * @param minutes how long it is to last
 * @param every after how many days it is due again
 * @param since the day on which its schedule began
 * @param injects what those who take part are told meanwhile, by the minute
 * @param objectives what it is to show
 * @param sessions the times that it was held, in the order in which they are written
 */
public record Exercise(
        Located<String> name,
        String scenario,
        List<Located<String>> runbooks,
        String owner,
        List<String> participants,
        int minutes,
        int every,
        Located<LocalDate> since,
        List<Inject> injects,
        List<Objective> objectives,
        List<Session> sessions) {

    /** Takes the lists as they are now. */
    public Exercise {
        runbooks = List.copyOf(runbooks);
        participants = List.copyOf(participants);
        injects = List.copyOf(injects);
        objectives = List.copyOf(objectives);
        sessions = List.copyOf(sessions);
    }

    /** Its file. */
    public SourceFile file() {
        return name.span().file();
    }

    /** The days on which it was held, in the order in which they are written. */
    public List<Located<LocalDate>> held() {
        return sessions.stream().map(Session::day).toList();
    }

    /** The last day on which it was held up to a day. */
    public Optional<LocalDate> lastHeld(LocalDate asOf) {
        return held().stream()
                .map(Located::value)
                .filter(day -> !day.isAfter(asOf))
                .max(LocalDate::compareTo);
    }

    /** The last day on which it was held up to a day, or else that on which its schedule began. */
    LocalDate last(LocalDate asOf) {
        return lastHeld(asOf).orElse(since.value());
    }

    /** The last day on which it is in time: one period behind the last time, or behind the beginning of its schedule. */
    public LocalDate due(LocalDate asOf) {
        return last(asOf).plusDays(every);
    }
}
