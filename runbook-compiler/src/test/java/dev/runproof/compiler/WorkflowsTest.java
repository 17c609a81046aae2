package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs with rights on our repository runs what was looked at, and may do no more than it needs. */
class WorkflowsTest {

    private static final Set<String> WRITES =
            Set.of("security-events: write", "issues: write", "pages: write", "id-token: write");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../.github/workflows"))) {
            return files.sorted().toList();
        }
    }

    private static Mapping read(Path file) throws IOException {
        var findings = new Findings();
        var source = new SourceFile(file.toString(), Files.readString(file));
        YamlNode document =
                YamlReader.readOne(SourceSlice.all(source), findings).orElseThrow();
        assertThat(findings.sorted()).isEmpty();
        return (Mapping) document;
    }

    static List<Path> workflowsAndActions() throws IOException {
        try (Stream<Path> actions = Files.list(Path.of("../.github/actions"))) {
            return Stream.concat(workflows().stream(), actions.sorted().map(action -> action.resolve("action.yml")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflowsAndActions")
    void actionsOfOthersAreNamedByHash(Path file) throws IOException {
        List<String> uses = new ArrayList<>();
        collect(read(file), "uses", uses);
        assertThat(uses)
                .hasSizeGreaterThanOrEqualTo(file.endsWith("action.yml") ? 0 : 1)
                .allMatch(used -> used.startsWith("./") || used.matches("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}"));
        assertThat(Files.readAllLines(file))
                .as("the version behind each hash")
                .filteredOn(line -> line.matches(".*@[0-9a-f]{40}.*"))
                .allMatch(line -> line.matches(".* # v[0-9.]+"));
    }

    /** These run with the rights of the repository on what a stranger sent. */
    @ParameterizedTest
    @MethodSource("workflows")
    void noEventLendsItsRightsToStrangers(Path file) throws IOException {
        YamlNode events = read(file).get("on").orElseThrow();
        assertThat(events).isInstanceOf(Mapping.class);
        assertThat(((Mapping) events).entries())
                .extracting(Entry::name)
                .doesNotContain("pull_request_target", "workflow_run");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void permissionsAreNamedAndFew(Path file) throws IOException {
        Mapping workflow = read(file);
        Mapping top = (Mapping) workflow.get("permissions").orElseThrow();
        assertThat(lines(top)).allMatch("contents: read"::equals);
        for (Entry job : ((Mapping) workflow.get("jobs").orElseThrow()).entries()) {
            Mapping body = (Mapping) job.value();
            List<String> permissions =
                    body.get("permissions").map(node -> lines((Mapping) node)).orElse(lines(top));
            assertThat(permissions)
                    .as(job.name())
                    .allMatch(line -> line.equals("contents: read") || WRITES.contains(line));
            assertThat(body.get("timeout-minutes")).as(job.name()).isPresent();
        }
    }

    /** Whoever may write runs nothing of the repository: a change of it would run with that right. */
    @ParameterizedTest
    @MethodSource("workflows")
    void whoWritesIssuesOrPagesChecksNothingOut(Path file) throws IOException {
        for (Entry job : ((Mapping) read(file).get("jobs").orElseThrow()).entries()) {
            Mapping body = (Mapping) job.value();
            List<String> permissions =
                    body.get("permissions").map(node -> lines((Mapping) node)).orElse(List.of());
            if (permissions.contains("issues: write") || permissions.contains("pages: write")) {
                List<String> uses = new ArrayList<>();
                collect(body, "uses", uses);
                assertThat(uses)
                        .as(job.name())
                        .noneMatch(used -> used.startsWith("actions/checkout@") || used.startsWith("./"));
            }
        }
    }

    /** What strangers write is never a part of a script: it comes by the environment. */
    @ParameterizedTest
    @MethodSource("workflows")
    void noScriptIsPutTogetherOfExpressions(Path file) throws IOException {
        List<String> scripts = new ArrayList<>();
        collect(read(file), "run", scripts);
        assertThat(scripts).noneMatch(script -> script.contains("${{"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noCheckoutLeavesItsToken(Path file) throws IOException {
        List<Mapping> steps = new ArrayList<>();
        steps(read(file), steps);
        assertThat(steps)
                .filteredOn(step -> step.get("uses")
                        .filter(used -> ((Scalar) used).text().startsWith("actions/checkout@"))
                        .isPresent())
                .allMatch(step -> step.get("with")
                        .map(with -> lines((Mapping) with).contains("persist-credentials: false"))
                        .orElse(false));
    }

    @Test
    void nothingIsPublishedUnlessSomebodySaysSo() throws IOException {
        Mapping jobs = (Mapping)
                read(Path.of("../.github/workflows/site.yaml")).get("jobs").orElseThrow();
        assertThat(((Scalar) ((Mapping) jobs.get("build").orElseThrow())
                                .get("if")
                                .orElseThrow())
                        .text())
                .isEqualTo("vars.PUBLISH_RUNBOOKS == 'true' && github.ref == 'refs/heads/main'");
        assertThat(((Scalar) ((Mapping) jobs.get("deploy").orElseThrow())
                                .get("needs")
                                .orElseThrow())
                        .text())
                .isEqualTo("build");
    }

    private static List<String> lines(Mapping mapping) {
        return mapping.entries().stream()
                .filter(entry -> entry.value() instanceof Scalar)
                .map(entry -> entry.name() + ": " + ((Scalar) entry.value()).text())
                .toList();
    }

    private static void steps(YamlNode node, List<Mapping> to) {
        if (node instanceof Mapping mapping) {
            to.add(mapping);
            mapping.entries().forEach(entry -> steps(entry.value(), to));
        } else if (node instanceof Sequence list) {
            list.items().forEach(item -> steps(item, to));
        }
    }

    private static void collect(YamlNode node, String key, List<String> to) {
        List<Mapping> all = new ArrayList<>();
        steps(node, all);
        all.stream()
                .flatMap(mapping -> mapping.get(key).stream())
                .filter(Scalar.class::isInstance)
                .forEach(value -> to.add(((Scalar) value).text()));
    }
}
