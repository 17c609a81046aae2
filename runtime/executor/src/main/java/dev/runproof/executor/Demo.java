package dev.runproof.executor;

import dev.runproof.executor.Console.Style;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.simulated.SimulatedCilium;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.NamedObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows the life of a containment on a simulated cluster: audited, contained, released; and rolled back. */
final class Demo {

    private static final Incident INCIDENT = new Incident("DEMO-1");

    private final Surroundings surroundings;
    private final Console console;

    Demo(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    <I extends Record> void show(SafetyTransaction<I> transaction, Map<String, String> given) {
        var named = new ArrayList<NamedObject>();
        InputTexts texts = Examples.of(transaction, given).identifying(object -> {
            named.add(object);
            return Optional.empty();
        });
        if (transaction.lookups().isEmpty()) {
            transaction.read(texts);
        }
        if (!named.isEmpty() || !transaction.lookups().isEmpty()) {
            console.line("");
            console.line(console.styled(Style.STRONG, "══ " + Printable.of(transaction.name()) + " ══"));
            console.line("   It is about an object of a cluster, and the simulated one has none: not shown.");
            return;
        }
        var canonical = new TreeMap<String, String>();
        var action = transaction.action(transaction.read(texts.noting(canonical::put)));
        SimulatedCluster cluster = DemoCluster.of(action, surroundings.clock());
        var cilium = new SimulatedCilium(cluster);
        var timeline = new Timeline(console);
        var engine = new Engine(
                cilium,
                EngineTime.of(surroundings.clock(), surroundings.pause()),
                surroundings.holder(),
                DemoCluster.OWN,
                timeline::event,
                Sources.NONE.with((NodeProbes) cilium));
        console.line("");
        console.line(console.styled(Style.STRONG, "══ " + Printable.of(transaction.name()) + " ══"));
        console.line("   with "
                + canonical.entrySet().stream()
                        .map(input -> Printable.of(input.getKey() + " = " + input.getValue()))
                        .collect(Collectors.joining(", ")));
        new Showing<>(engine, cluster, timeline, transaction, texts).all();
    }

    /** The demonstration of one transaction. */
    private final class Showing<I extends Record> {

        private final Engine engine;
        private final SimulatedCluster cluster;
        private final Timeline timeline;
        private final SafetyTransaction<I> transaction;
        private final InputTexts texts;
        private final KubectlView kubectl = new KubectlView(console);

        Showing(
                Engine engine,
                SimulatedCluster cluster,
                Timeline timeline,
                SafetyTransaction<I> transaction,
                InputTexts texts) {
            this.engine = engine;
            this.cluster = cluster;
            this.timeline = timeline;
            this.transaction = transaction;
            this.texts = texts;
        }

        void all() {
            chapter("1. In audit mode: everything but the effect");
            run(transaction, Mode.AUDIT);
            chapter("2. In enforce mode: with the effect");
            TransactionResult contained = run(transaction, Mode.ENFORCE);
            if (contained.outcome() != Outcome.CONTAINED) {
                console.line("   It was not contained, so there is nothing more to show.");
                return;
            }
            kubectl.containments(cluster);
            Optional<KubernetesObject> effect = contained.effect().flatMap(object -> cluster.get(object.ref()));
            effect.ifPresent(kubectl::yaml);
            chapter("3. Released: nothing is left but the record");
            timeline.result(engine.release(contained.containment().orElseThrow(), surroundings.user()));
            effect.ifPresent(this::showThatItIsGone);
            chapter("4. Once more, with a post-check that fails: rolled back");
            run(new FailingAfterwards<>(transaction), Mode.ENFORCE);
            kubectl.containments(cluster);
            effect.ifPresent(this::showThatItIsGone);
        }

        private TransactionResult run(SafetyTransaction<I> which, Mode mode) {
            TransactionResult result = engine.run(which, texts, mode, INCIDENT);
            timeline.result(result);
            return result;
        }

        private void showThatItIsGone(KubernetesObject effect) {
            if (cluster.get(effect.ref()).isEmpty()) {
                kubectl.none(effect);
            }
        }

        private void chapter(String title) {
            console.line("");
            console.line(console.styled(Style.STRONG, title));
            console.line("");
        }
    }
}
