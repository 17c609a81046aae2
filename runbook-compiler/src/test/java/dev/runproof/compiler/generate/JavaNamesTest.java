package dev.runproof.compiler.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {

    @Test
    void namesClasses() {
        assertThat(JavaNames.classes(List.of("block-source", "a1", "a-1", "object")))
                .containsOnly(
                        entry("block-source", "BlockSource"),
                        entry("a1", "A1"),
                        entry("a-1", "A_1"),
                        entry("object", "Object"));
    }

    @Test
    void tellsClassesApartWhereCaseDoesNot() {
        assertThat(JavaNames.classes(List.of("ab-c", "a-bc", "abc", "catalogue", "cata-logue", "inputs")))
                .containsOnly(
                        entry("ab-c", "Ab_C"),
                        entry("a-bc", "A_Bc"),
                        entry("abc", "Abc"),
                        entry("catalogue", "Catalogue_"),
                        entry("cata-logue", "Cata_Logue"),
                        entry("inputs", "Inputs_"));
    }

    @ParameterizedTest
    @CsvSource({
        "source, source, SOURCE",
        "source-ip, sourceIp, SOURCE_IP",
        "a-1, a_1, A_1",
        "a1, a1, A1",
        "class, class_, CLASS",
        "null, null_, NULL",
        "hash-code, hashCode_, HASH_CODE",
        "record, record, RECORD"
    })
    void namesInputs(String input, String component, String constant) {
        assertThat(JavaNames.component(input)).isEqualTo(component);
        assertThat(JavaNames.constant(input)).isEqualTo(constant);
    }
}
