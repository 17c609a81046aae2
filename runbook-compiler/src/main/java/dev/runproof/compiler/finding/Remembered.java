package dev.runproof.compiler.finding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Does the same with many things at once, and does not do again what it did the last time. For one caller at a time.
 *
 * @param <K> what a thing is known by
 * @param <R> what comes out
 */
public final class Remembered<K, R> {

    private record Done<K, R>(K key, Optional<R> result, Findings findings) {}

    private Map<K, Done<K, R>> last = Map.of();

    /** Begins, with nothing done. */
    public Remembered() {}

    /**
     * Does it. Neither results nor findings depend on what was done first, or the last time.
     *
     * @param things the things; what is done with one must not touch another
     * @param key all that the work depends on
     * @param findings takes what is wrong, in the order of the things
     * @param work what is done with each, and findings of its own
     * @return what came out, in the order of the things
     */
    public <T> List<R> with(
            List<T> things,
            Function<? super T, K> key,
            Findings findings,
            BiFunction<? super T, Findings, Optional<R>> work) {
        Map<K, Done<K, R>> before = last;
        List<Done<K, R>> all = InParallel.with(things, findings, (thing, own) -> {
            K known = key.apply(thing);
            Done<K, R> done = before.get(known);
            if (done == null) {
                var found = new Findings();
                done = new Done<>(known, work.apply(thing, found), found);
            }
            own.addAll(done.findings);
            return Optional.of(done);
        });
        Map<K, Done<K, R>> next = new HashMap<>();
        all.forEach(done -> next.put(done.key, done));
        last = next;
        return all.stream().flatMap(done -> done.result.stream()).toList();
    }
}
