package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lives of all {@link GeneratedWork} and {@link GeneratedResponse}, by whatever account. */
final class GeneratedLives implements AutoCloseable {

    private final Cluster admin;
    private final String shop;
    private final LifeGrounds grounds;
    private final LifeSources sources;
    private final Map<GeneratedWork, LifeGround> prepared = new EnumMap<>(GeneratedWork.class);
    private int incidents;

    /**
     * Of a namespace.
     *
     * @param admin who may do everything
     * @param shop the namespace in which something is contained
     * @param grounds makes what is needed in it
     */
    GeneratedLives(Cluster admin, String shop, LifeGrounds grounds) {
        this.admin = admin;
        this.shop = shop;
        this.grounds = grounds;
        this.sources = new LifeSources(admin, shop);
    }

    /** A life that is whole, by an account that was generated, and all that is asked in it. */
    static Life whole(Cluster account, Function<Cluster, Life> living) {
        var lives = new ArrayList<Life>();
        try {
            // Roles are in force a moment after they are written.
            await("all that is written suffices", () -> {
                lives.add(living.apply(account));
                return lives.get(lives.size() - 1).isWhole();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + lives.get(lives.size() - 1), e);
        }
        return lives.get(lives.size() - 1);
    }

    /** A life of a transaction in these modes. */
    Life live(GeneratedWork work, Cluster account, List<Mode> modes) {
        LifeGround ground = ground(work);
        clear();
        InputTexts texts = ground.prepare().get();
        var expected = new ArrayList<Outcome>();
        var outcomes = new ArrayList<Outcome>();
        var said = new ArrayList<String>();
        var asked = new Asked(account);
        Engine engine = engine(asked, sources.of(work), said);
        var transaction = watched(work, ground.transaction(), asked);
        try {
            if (modes.contains(Mode.ENFORCE) && !(transaction.expiry() instanceof Expiry.Never)) {
                new Heartbeat(asked, InstantSource.system(), GeneratedAccounts.OWN).isAlive(duration -> {});
            }
            for (Mode mode : modes) {
                expected.add(mode == Mode.AUDIT ? Outcome.AUDITED : ground.outcome());
                var result = run(engine, transaction, texts, mode);
                outcomes.add(result.outcome());
                said.add(result.toString());
                if (result.outcome() == Outcome.CONTAINED) {
                    expected.add(Outcome.RELEASED);
                    var release = engine.release(result.containment().orElseThrow(), "generated-accounts-test");
                    outcomes.add(release.outcome());
                    said.add(release.toString());
                }
            }
            for (LifeGround.Attempt other : ground.others()) {
                for (Mode mode : modes.stream().filter(other.modes()::contains).toList()) {
                    var result = run(
                            engine,
                            watched(work, other.transaction(), asked),
                            other.prepare().get(),
                            mode);
                    said.add(result.toString());
                    expected.add(other.outcome());
                    outcomes.add(result.toString().contains(other.reason()) ? result.outcome() : Outcome.FAILED);
                }
            }
        } catch (ClusterException e) {
            said.add(e.getMessage());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Life(expected, outcomes, said, asked.requests());
    }

    private static TransactionResult run(Engine engine, SafetyTransaction<?> transaction, InputTexts texts, Mode mode) {
        return engine.run(transaction, texts, mode, new Incident("INC-1"));
    }

    private static SafetyTransaction<?> watched(GeneratedWork work, SafetyTransaction<?> transaction, Asked asked) {
        return new Watched<>(work.transaction(), transaction, asked);
    }

    /** A response that comes to its end, and one that does not, so that a step is undone. */
    Life respond(GeneratedResponse work, Cluster account, Mode mode) {
        ground(work.first());
        clear();
        var said = new ArrayList<String>();
        var outcomes = new ArrayList<RunOutcome>();
        var asked = new Asked(account);
        Engine engine = engine(asked, sources.of(work.first()), said);
        try {
            if (mode == Mode.ENFORCE) {
                new Heartbeat(asked, InstantSource.system(), GeneratedAccounts.OWN).isAlive(duration -> {});
            }
            for (Response one : LifeResponses.of(work, grounds)) {
                Response response = watched(work, one, asked);
                var result = new Responses(engine, List.of(response), event -> {})
                        .run(response, LifeResponses.inputs(work, shop), mode, newIncident());
                outcomes.add(result.outcome());
                said.add(result.toString());
                clear();
            }
        } catch (ClusterException e) {
            said.add(e.getMessage());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            runs().forEach(this::delete);
        }
        return new Life(LifeResponses.outcomes(work, mode), outcomes, said, asked.requests());
    }

    private static Response watched(GeneratedResponse work, Response response, Asked asked) {
        return new Response(
                response.name(),
                response.origin(),
                response.inputs(),
                response.trigger(),
                response.subject(),
                response.lookups(),
                response.approval(),
                response.steps().stream()
                        .map(step -> new Step(
                                step.name(),
                                watched(work.first(), step.transaction(), asked),
                                step.arguments(),
                                step.onlyIf().stream()
                                        .map(check -> Watched.watch(check, asked))
                                        .toList(),
                                step.ifFails(),
                                step.ifLaterFails(),
                                step.approval()))
                        .toList());
    }

    /** Runs a response whose block ends at once; and takes the sign of life of the resident executor away, as before its first one. */
    void begin(Cluster account) {
        var ending =
                Saga.of(Saga.step("block-source", BlockSource.PLAIN.ending(new Expiry.Undo(Duration.ofSeconds(1)))));
        var responses = new Responses(engine(account, Sources.NONE, new ArrayList<>()), List.of(ending), event -> {});
        await("a run is over", () -> {
            clear();
            return responses
                    .run(ending, Saga.inputs(shop), Mode.ENFORCE, newIncident())
                    .outcome()
                    .equals(RunOutcome.DONE);
        });
        admin.get(new ObjectRef(Heartbeat.KIND, GeneratedAccounts.OWN.name(), "runproof-serve"))
                .ifPresent(this::delete);
    }

    /** What there is of what was begun. */
    List<KubernetesObject> left() {
        return Stream.of(policies(), records(), runs()).flatMap(List::stream).toList();
    }

    /** The names of all records that are of other tests. */
    List<String> recordsOfOthers() {
        var own = records().stream().map(KubernetesObject::ref).toList();
        return admin.list(Containment.KIND, GeneratedAccounts.OWN.name()).stream()
                .map(KubernetesObject::ref)
                .filter(record -> !own.contains(record))
                .map(ObjectRef::name)
                .toList();
    }

    private Engine engine(Cluster account, Sources from, List<String> said) {
        return new Engine(
                account,
                EngineTime.real(),
                "generated-accounts-test",
                GeneratedAccounts.OWN,
                event -> {
                    if (event instanceof Checked checked) {
                        said.add(checked.check() + " " + checked.result());
                    }
                },
                from);
    }

    private LifeGround ground(GeneratedWork work) {
        return prepared.computeIfAbsent(work, grounds::of);
    }

    private Incident newIncident() {
        incidents++;
        return new Incident("INC-" + incidents);
    }

    private List<KubernetesObject> runs() {
        return admin.list(ResponseRun.KIND, GeneratedAccounts.OWN.name()).stream()
                .filter(run -> run.map("spec", "inputs").toString().contains(shop))
                .toList();
    }

    /** Two transactions that do the same have one record. */
    private void clear() {
        records().forEach(this::delete);
        policies().forEach(this::delete);
    }

    private List<KubernetesObject> policies() {
        return admin.list(LifeSources.POLICIES, shop);
    }

    private List<KubernetesObject> records() {
        var transactions = Stream.of(GeneratedWork.values())
                .map(GeneratedWork::transaction)
                .toList();
        return admin.list(Containment.KIND, GeneratedAccounts.OWN.name()).stream()
                .filter(record -> record.text("spec", "transaction")
                        .filter(transactions::contains)
                        .isPresent())
                .toList();
    }

    private void delete(KubernetesObject object) {
        try {
            admin.delete(object.ref(), object.uid(), WriteMode.COMMIT);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.NOT_FOUND && e.reason() != ClusterException.Reason.CONFLICT) {
                throw e;
            }
        }
    }

    /** Removes what is in no namespace of theirs. */
    @Override
    public void close() {
        records().forEach(this::delete);
        grounds.close();
    }
}
