package dev.runproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SystemLibrariesTest {

    @Test
    void takesTheFilesThatLddNames() {
        String output = """
                /jre/bin/java:
                	linux-vdso.so.1 (0x00007ffd8a9c4000)
                	libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f5e80e03000)
                	libjli.so => /jre/bin/../lib/libjli.so (0x00007f5e80df3000)
                	/lib64/ld-linux-x86-64.so.2 (0x00007f5e80e3a000)
                /jre/lib/libjsig.so:
                	statically linked
                /jre/lib/libzip.so:
                	libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f051c378000)
                	libjvm.so => not found
                """;

        assertThat(SystemLibraries.found(output, "libjvm.so"::equals))
                .containsExactly(
                        Path.of("/jre/bin/../lib/libjli.so"),
                        Path.of("/lib/x86_64-linux-gnu/libz.so.1"),
                        Path.of("/lib64/ld-linux-x86-64.so.2"));
    }

    @Test
    void namesALibraryThatIsMissing() {
        assertThatThrownBy(() -> SystemLibraries.found("\tlibz.so.1 => not found\n", "libjvm.so"::equals))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("libz.so.1");
    }
}
