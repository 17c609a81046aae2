package dev.runproof.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SpecialUseTest {

    private static final Pattern LITERAL = Pattern.compile("'([0-9a-f:.]+/[0-9]+)'");

    /** The API server repeats the check at the write, by a list of its own. */
    @Test
    void theAdmissionPolicyHasTheSameRanges() throws IOException {
        String policy;
        try (var in = Objects.requireNonNull(
                SpecialUse.class.getResourceAsStream("/META-INF/runproof/admission/effects.yaml"))) {
            policy = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int from = policy.indexOf("['0.0.0.0/8'");
        String list = policy.substring(from, policy.indexOf(']', from));

        assertThat(LITERAL.matcher(list).results().map(literal -> Cidr.parse(literal.group(1))))
                .containsExactlyInAnyOrderElementsOf(SpecialUse.RANGES);
    }
}
