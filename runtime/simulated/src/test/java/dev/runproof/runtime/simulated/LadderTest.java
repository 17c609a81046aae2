package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.simulated.Ladder.InDocker;
import dev.runproof.runtime.simulated.Ladder.Named;
import dev.runproof.runtime.simulated.Ladder.None;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

    @Test
    void theClusterThatIsNamedIsTakenAndDockerIsNotAsked() {
        var asked = new AtomicInteger();

        var chosen = Ladder.choose(Map.of("RUNPROOF_KUBECONFIG", "a/config"), () -> {
            asked.incrementAndGet();
            return Optional.empty();
        });

        assertThat(chosen).isEqualTo(new Named(Path.of("a/config")));
        assertThat(asked).hasValue(0);
    }

    @Test
    void elseOneInDockerIs() {
        assertThat(Ladder.choose(Map.of(), Optional::empty)).isEqualTo(new InDocker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void elseNoneAndItIsSaidWhatIsMissing(String nothing) {
        assertThat(Ladder.choose(Map.of("RUNPROOF_KUBECONFIG", nothing), () -> Optional.of("no Docker answers")))
                .isEqualTo(
                        new None("RUNPROOF_KUBECONFIG does not name the kubeconfig file of a cluster with Cilium, and "
                                + "no Docker answers"));
    }
}
