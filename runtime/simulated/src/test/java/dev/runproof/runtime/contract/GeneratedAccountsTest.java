package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.simulated.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The accounts that the compiler writes for transactions, responses and the resident executor, on a real cluster: with what each is
 * allowed a whole life comes off, and without any one verb of it something breaks. So the index of actions and checks declares what they
 * need, and no more; and what it declares is all asked for, by whoever declares it.
 *
 * <p>A life for each verb would take many minutes. So one life is watched, each verb is taken away by itself, and a request of that life is
 * asked again until it is forbidden. Only where no request asked for a verb, as with those that policies look for, is there a life
 * without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedAccountsTest {

    /** Verbs of our own, which nobody asks for: policies look whether an account may. */
    private static final Set<String> OF_POLICIES = Set.of("quarantine", "unquarantine");

    private final Map<GeneratedWork, Life> lives = new EnumMap<>(GeneratedWork.class);
    private final Map<GeneratedResponse, Life> responses = new EnumMap<>(GeneratedResponse.class);
    private GeneratedAccounts accounts;

    @BeforeAll
    void prepare(@TempDir Path folder) throws IOException {
        accounts = new GeneratedAccounts(TestCluster.real(GeneratedAccountsTest.class), folder);
        accounts.apply();
    }

    @AfterAll
    void cleanUp() {
        if (accounts != null) {
            accounts.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachVerbIsNeededAndAllSuffice(GeneratedWork work) throws IOException {
        skipWithoutNode(work);
        try (var account = accounts.connect("executor-run-" + work.transaction())) {
            eachIsNeeded(
                    account,
                    accounts.of(Mode.ENFORCE, "run-" + work.transaction()),
                    life(work).requests(),
                    as -> live(work, as));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachVerbOfAuditIsNeededAndAllSuffice(GeneratedWork work) throws IOException {
        skipWithoutNode(work);
        Function<Cluster, Life> living = as -> accounts.lives().live(work, as, List.of(Mode.AUDIT));
        try (var account = accounts.connect("executor-audit-run-" + work.transaction())) {
            eachIsNeeded(
                    account,
                    accounts.of(Mode.AUDIT, "run-" + work.transaction()),
                    GeneratedLives.whole(account, living).requests(),
                    living);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachVerbOfAResponseIsNeededAndAllSuffice(GeneratedResponse work) throws IOException {
        skipWithoutNode(work.first());
        try (var account = accounts.connect("executor-respond-" + work.response())) {
            eachIsNeeded(
                    account,
                    accounts.of(Mode.ENFORCE, "respond-" + work.response()),
                    life(work).requests(),
                    as -> accounts.lives().respond(work, as, Mode.ENFORCE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachVerbOfAResponseInAuditIsNeededAndAllSuffice(GeneratedResponse work) throws IOException {
        skipWithoutNode(work.first());
        Function<Cluster, Life> living = as -> accounts.lives().respond(work, as, Mode.AUDIT);
        try (var account = accounts.connect("executor-audit-respond-" + work.response())) {
            eachIsNeeded(
                    account,
                    accounts.of(Mode.AUDIT, "respond-" + work.response()),
                    GeneratedLives.whole(account, living).requests(),
                    living);
        }
    }

    @Test
    void theResidentExecutorEndsWhatAnotherBegan() throws IOException {
        try (var serving = accounts.connect(GeneratedAccounts.SERVING)) {
            rounds(serving);
        }
    }

    /** The resident executor may go on with any life, and goes round. */
    @Test
    void eachVerbOfTheResidentExecutorIsNeeded() throws IOException {
        Stream.of(GeneratedWork.values()).forEach(GeneratedAccountsTest::skipWithoutNode);
        try (var serving = accounts.connect(GeneratedAccounts.SERVING)) {
            var requests = new ArrayList<>(requestsOfAll());
            requests.addAll(rounds(serving));
            eachIsNeeded(serving, accounts.resident(), requests, as -> live(GeneratedWork.QUARANTINE, as));
        }
    }

    @Test
    void whatIsDeclaredIsAskedByWhoeverDeclaresIt() throws IOException {
        Stream.of(GeneratedWork.values()).forEach(GeneratedAccountsTest::skipWithoutNode);
        List<Asked.Request> requests = requestsOfAll();
        List<DeclaredVerb> declared = DeclaredVerb.all();

        assertThat(declared).hasSizeGreaterThan(50);
        assertThat(declared)
                .as("what no life of it asks for")
                .filteredOn(one -> !OF_POLICIES.contains(one.verb()))
                .filteredOn(one -> requests.stream().noneMatch(one::isFor))
                .isEmpty();
    }

    private void eachIsNeeded(
            Cluster account,
            List<KubernetesObject> written,
            Collection<Asked.Request> asked,
            Function<Cluster, Life> living) {
        var needless = new ArrayList<String>();
        for (KubernetesObject role : written) {
            List<LesserRole> all = LesserRole.of(role);
            for (LesserRole lesser : all) {
                var requests = asked.stream()
                        .filter(lesser::isAbout)
                        .collect(Collectors.toMap(
                                request -> request.namespace() + "/" + request.name(),
                                request -> request,
                                (first, again) -> first))
                        .values();
                if (requests.isEmpty() && !OF_POLICIES.contains(lesser.verb())) {
                    needless.add(lesser.toString());
                    continue;
                }
                accounts.replace(lesser.role());
                await(
                        "something breaks: " + lesser,
                        () -> requests.isEmpty()
                                ? !living.apply(account).isWhole()
                                : requests.stream().anyMatch(request -> request.isForbidden(account)));
            }
            if (!all.isEmpty()) {
                accounts.replace(role);
            }
        }
        assertThat(needless).as("what nothing asks for").isEmpty();
    }

    private List<Asked.Request> requestsOfAll() throws IOException {
        var requests = new ArrayList<Asked.Request>();
        for (GeneratedResponse work : GeneratedResponse.values()) {
            requests.addAll(life(work).requests());
        }
        for (GeneratedWork work : GeneratedWork.values()) {
            requests.addAll(life(work).requests());
        }
        return requests;
    }

    /** A whole life of a transaction in both modes, by its own account; it is lived once. */
    private Life life(GeneratedWork work) throws IOException {
        if (!lives.containsKey(work)) {
            try (var account = accounts.connect("executor-run-" + work.transaction())) {
                lives.put(work, GeneratedLives.whole(account, as -> live(work, as)));
            }
        }
        return lives.get(work);
    }

    private Life live(GeneratedWork work, Cluster as) {
        return accounts.lives().live(work, as, List.of(Mode.values()));
    }

    /** A whole life of a response, by its own account; it is lived once. */
    private Life life(GeneratedResponse work) throws IOException {
        if (!responses.containsKey(work)) {
            try (var account = accounts.connect("executor-respond-" + work.response())) {
                responses.put(
                        work,
                        GeneratedLives.whole(account, as -> accounts.lives().respond(work, as, Mode.ENFORCE)));
            }
        }
        return responses.get(work);
    }

    private static void skipWithoutNode(GeneratedWork work) {
        if (work.needsNode()) {
            World.orSkip(GeneratedAccountsTest.class);
        }
    }

    /**
     * Rounds of the resident executor, until nothing is left of what others began and nothing was forbidden: what is asked in them. What
     * other tests of this cluster have left is none of its work here.
     */
    private List<Asked.Request> rounds(Cluster serving) throws IOException {
        try (var account = accounts.connect("executor-respond-" + GeneratedResponse.CONTAIN_SOURCE.response())) {
            accounts.lives().begin(account);
        }
        var asked = new Asked(serving);
        var engine = new Engine(
                asked, EngineTime.real(), "generated-accounts-test-serve", GeneratedAccounts.OWN, event -> {});
        var others = accounts.lives().recordsOfOthers().stream()
                .map(name -> "containment " + name + ":")
                .toList();
        var forbidden = new ArrayList<String>();
        try {
            // Roles are in force a moment after they are written.
            await("nothing is left of it, and nothing was forbidden", () -> {
                forbidden.clear();
                try {
                    new Heartbeat(asked, InstantSource.system(), GeneratedAccounts.OWN)
                            .beat("generated-accounts-test-serve");
                    Stream.concat(
                                    new Responses(engine, List.of(), event -> {})
                                            .patrol("serve", Duration.ZERO).problems().stream(),
                                    engine.patrol("serve", Duration.ZERO).problems().stream())
                            .filter(problem -> problem.contains("answers 403"))
                            .filter(problem -> others.stream().noneMatch(problem::startsWith))
                            .forEach(forbidden::add);
                } catch (ClusterException e) {
                    forbidden.add(String.valueOf(e.getMessage()));
                }
                return forbidden.isEmpty() && accounts.lives().left().isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + ": " + forbidden + accounts.lives().left(), e);
        }
        return asked.requests();
    }
}
