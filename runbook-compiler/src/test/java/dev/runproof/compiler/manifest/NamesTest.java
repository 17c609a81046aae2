package dev.runproof.compiler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    @ParameterizedTest
    @CsvSource({"run-,block-source,run-block-source", "run-,x,run-x"})
    void aShortNameStays(String prefix, String name, String whole) {
        assertThat(Names.of(prefix, name)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {58, 59, 60, 61, 62, 63})
    void aLongOneIsCutAndStaysALabelOfItsOwn(int length) {
        String name = "a".repeat(length - 15) + "-" + "b".repeat(14);
        String other = "a".repeat(length - 15) + "-" + "b".repeat(13) + "c";

        assertThat(Names.of("run-", name)).matches(LABEL).isNotEqualTo(Names.of("run-", other));
        assertThat(Names.of("runproof-own-", Names.of("executor-audit-run-", name)))
                .matches(LABEL)
                .isNotEqualTo(Names.of("runproof-own-", Names.of("executor-audit-run-", other)));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 63})
    void noNameOfARunbookIsWhatAnotherIsCutTo(int length) {
        String cut = Names.of("run-", "a".repeat(length));

        assertThat(cut).contains("--");
    }
}
