package dev.runproof.compiler.finding;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Does the same with many things at once. */
public final class InParallel {

    private record Done<R>(Optional<R> result, Findings findings) {}

    private InParallel() {}

    /**
     * Does it. Neither results nor findings depend on what was done first.
     *
     * @param things the things; what is done with one must not touch another
     * @param findings takes what is wrong, in the order of the things
     * @param work what is done with each, and findings of its own
     * @return what came out, in the order of the things
     */
    public static <T, R> List<R> with(
            List<T> things, Findings findings, BiFunction<? super T, Findings, Optional<R>> work) {
        List<Done<R>> all = things.parallelStream()
                .map(thing -> {
                    var own = new Findings();
                    return new Done<>(work.apply(thing, own), own);
                })
                .toList();
        all.forEach(done -> findings.addAll(done.findings));
        return all.stream().flatMap(done -> done.result.stream()).toList();
    }
}
