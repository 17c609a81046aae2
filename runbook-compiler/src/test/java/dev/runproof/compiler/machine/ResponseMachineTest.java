package dev.runproof.compiler.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.ResponseBlocksOf;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.CheckCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Drecreate=true} draws the golden files anew; look at them before you commit them. */
class ResponseMachineTest {

    private static final Path GOLDEN = Path.of("src/test/resources/dev/runproof/compiler/machine");

    private final Response bruteForce = read(ResponseBlocksOf.BLOCK_BRUTE_FORCE_SOURCE);
    private final Response compromised = read(ResponseBlocksOf.CONTAIN_COMPROMISED_POD);
    private final List<CheckCall> onlyIf = bruteForce.steps().get(0).onlyIf();
    private final Approval page = compromised.steps().get(1).approval().orElseThrow();
    private final Approval refuse = new Approval(page.by(), page.within(), Approval.Otherwise.REFUSE, page.span());

    @Test
    void drawsTheResponsesOfTheLanguage() throws IOException {
        assertGolden("block-brute-force-source.svg", StateDiagram.standalone(ResponseMachine.of(bruteForce)));
        assertGolden("contain-compromised-pod.svg", StateDiagram.standalone(ResponseMachine.of(compromised)));
    }

    @Test
    void tellsThemInWords() throws IOException {
        assertGolden(
                "block-brute-force-source.txt", String.join("\n", Narrative.of(ResponseMachine.of(bruteForce))) + "\n");
        assertGolden(
                "contain-compromised-pod.txt", String.join("\n", Narrative.of(ResponseMachine.of(compromised))) + "\n");
    }

    /** Every response of three steps that the language has, as far as it matters for what it can come to. */
    @Test
    void eachWayOfEachResponseEndsContainedTakenBackOrWithAPerson() {
        int seen = 0;
        for (Response response : all()) {
            StateMachine machine = ResponseMachine.of(response);
            seen++;
            assertThat(machine.silentEnds()).as("%s", response).isEmpty();
            assertThat(machine.endless()).as("%s", response).isEmpty();
            assertThat(machine.unreachable())
                    .as("%s", response)
                    .extracting(State::id)
                    .isSubsetOf(response.approval().isPresent() ? List.of("ASK") : List.of());
        }
        assertThat(seen).isEqualTo(24 * 24 * 24 * 2 + 24 * 2);
    }

    @Test
    void nothingIsDoneBeforeSomebodyWhoHasToHasAgreed() {
        for (Response response : all()) {
            StateMachine machine = ResponseMachine.of(response);
            for (Step step : response.steps()) {
                boolean stepAsks = step.approval().isPresent();
                if (stepAsks) {
                    assertThat(machine.transitions())
                            .filteredOn(way -> way.to().equals("DO " + step.name()))
                            .extracting(Transition::from)
                            .isSubsetOf("ASK " + step.name(), "ASK");
                }
            }
            boolean responseAsks = response.approval().isPresent();
            if (responseAsks) {
                assertThat(reachedUnagreed(machine)).as("%s", response).noneMatch(id -> id.startsWith("DO "));
            }
        }
    }

    /** The states that a run comes to before anybody has agreed to anything. */
    private static List<String> reachedUnagreed(StateMachine machine) {
        var reached = new ArrayList<String>(List.of(machine.start().id()));
        for (int i = 0; i < reached.size(); i++) {
            machine.from(reached.get(i)).stream()
                    .filter(way ->
                            !way.event().equals("they agree") && !way.event().endsWith(", and somebody has agreed"))
                    .map(Transition::to)
                    .filter(id -> !reached.contains(id))
                    .forEach(reached::add);
        }
        return reached;
    }

    /** What only looks begins at once, and all else only after the grace. */
    @Test
    void whatOnlyLooksComesBeforeTheGrace() {
        StateMachine machine = ResponseMachine.of(read(ResponseBlocksOf.CAPTURE_AND_CONTAIN_POD));

        assertThat(machine.from(machine.start().id()))
                .extracting(Transition::to)
                .containsExactly("DO capture-pod-evidence");
        assertThat(machine.from("DO capture-pod-evidence"))
                .extracting(Transition::to)
                .containsOnly("GRACE", "MANUAL_INTERVENTION");
        assertThat(machine.transitions())
                .filteredOn(way -> way.to().equals("DO quarantine-pod"))
                .extracting(Transition::from)
                .containsOnly("GRACE");
        assertThat(machine.state("STOOD_DOWN").orElseThrow().notes()).contains("capture-pod-evidence stays");
        assertThat(machine.silentEnds()).isEmpty();
        assertThat(machine.endless()).isEmpty();
        assertThat(machine.unreachable()).isEmpty();
    }

    @Test
    void anApprovalThatIsNeverAskedForIsUnreachable() {
        var asking = bruteForce.steps().stream()
                .map(step -> with(step, step.onlyIf(), step.ifFails(), Optional.empty(), Optional.of(page)))
                .toList();

        assertThat(ResponseMachine.of(with(asking, Optional.of(page), Optional.empty()))
                        .unreachable())
                .extracting(State::label)
                .containsExactly("Ask security-oncall");
        assertThat(ResponseMachine.of(with(asking, Optional.empty(), Optional.empty()))
                        .unreachable())
                .isEmpty();
    }

    private List<Response> all() {
        List<Step> first = variants(compromised.steps().get(0));
        List<Step> second = variants(compromised.steps().get(1));
        List<Step> third = variants(bruteForce.steps().get(1));
        var all = new ArrayList<Response>();
        for (Step one : first) {
            for (Step two : second) {
                for (Step three : third) {
                    for (Optional<Approval> approval : List.of(Optional.<Approval>empty(), Optional.of(page))) {
                        all.add(with(List.of(one, two, three), approval, Optional.empty()));
                    }
                }
            }
        }
        for (Grace.IfUnknown ifUnknown : Grace.IfUnknown.values()) {
            var grace = Optional.of(new Grace(Duration.ofMinutes(1), ifUnknown, page.span()));
            first.forEach(step -> all.add(with(List.of(step), Optional.of(page), grace)));
        }
        return all;
    }

    private List<Step> variants(Step step) {
        var variants = new ArrayList<Step>();
        for (List<CheckCall> checks : List.of(List.<CheckCall>of(), onlyIf)) {
            for (Step.IfFails ifFails : Step.IfFails.values()) {
                for (Step.IfLaterFails later : Step.IfLaterFails.values()) {
                    for (Optional<Approval> approval :
                            List.of(Optional.<Approval>empty(), Optional.of(page), Optional.of(refuse))) {
                        variants.add(with(step, checks, ifFails, Optional.of(later), approval));
                    }
                }
            }
        }
        return variants;
    }

    private static Step with(
            Step step,
            List<CheckCall> onlyIf,
            Step.IfFails ifFails,
            Optional<Step.IfLaterFails> later,
            Optional<Approval> approval) {
        return new Step(step.transaction(), step.nameSpan(), step.given(), onlyIf, ifFails, later, approval);
    }

    private Response with(List<Step> steps, Optional<Approval> approval, Optional<Grace> grace) {
        return new Response(
                "response",
                bruteForce.nameSpan(),
                bruteForce.block(),
                bruteForce.about(),
                bruteForce.subject(),
                bruteForce.signals(),
                bruteForce.within(),
                grace,
                approval,
                steps);
    }

    private static Response read(String block) {
        var findings = new Findings();
        Response response = ResponseBlocksOf.read(block, findings).orElseThrow();
        assertThat(findings.sorted()).isEmpty();
        return response;
    }

    private static void assertGolden(String name, String actual) throws IOException {
        if (Boolean.getBoolean("recreate")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }
}
