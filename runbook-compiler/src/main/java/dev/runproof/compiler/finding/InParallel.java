package dev.runproof.compiler.finding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

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
        List<Done<R>> all =
                new ArrayList<>(Collections.nCopies(things.size(), new Done<>(Optional.empty(), new Findings())));
        each(things.size(), i -> {
            var own = new Findings();
            all.set(i, new Done<>(work.apply(things.get(i), own), own));
        });
        all.forEach(done -> findings.addAll(done.findings));
        return all.stream().flatMap(done -> done.result.stream()).toList();
    }

    /**
     * Does something with each of many things, on all cores; returns when all is done. Each is handed out when somebody is free: a
     * stream would cut them into a few parts beforehand, and wait for the one with the most to do.
     *
     * @param count how many there are
     * @param work what is done with each, by its number from 0; must not touch another
     */
    public static void each(int count, IntConsumer work) {
        var next = new AtomicInteger();
        IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
                .parallel()
                .forEach(thread -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        work.accept(i);
                    }
                });
    }
}
