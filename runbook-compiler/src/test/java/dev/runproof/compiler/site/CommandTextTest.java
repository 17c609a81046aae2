package dev.runproof.compiler.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a value may stand between single quotes. */
class CommandTextTest {

    private static final Set<String> NAMES = Set.of("X", "SOURCE_IP");

    private static boolean quotable(String command, String language) {
        List<CommandText.Place> places = CommandText.places(command, language, NAMES);
        assertThat(places).as(command).hasSize(1);
        return places.get(0).quotable();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pods <X>",
                "x=<X>",
                "run --input source=<X> --mode audit",
                "f 'it is' \"fine\" <X>",
                "a \\' <X>",
                "a \\\" <X>",
                "echo \"$(kubectl get <X>)\"",
                "(cd /; ls <X>)",
                "# don't\nls <X>",
                "ls a#b'c' <X>",
                "curl --header @<(printf '%s' \"${KEY:?set it}\") <X>",
                "jq . <<< <X>",
                "cat <<<\"$y\" <X>",
                "echo \"${y%%a}\" <X>",
                "my_ssh host <X>",
                "issu x <X>",
            })
    void inPlainWordsOfAShell(String command) {
        assertThat(quotable(command, "sh")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo '<X>'",
                "echo \"<X>\"",
                "echo \"$(ls '<X>')\"",
                "echo \"$(ls) <X>\"",
                "echo \"it's <X>\"",
                "echo `ls <X>`",
                "echo $'a' <X>",
                "echo $<X>",
                "echo \\<X>",
                "echo $((1 + <X>))",
                "((x = <X>))",
                "cat <<EOF\n<X>\nEOF",
                "cat <<'EOF'\n<X>\nEOF",
                "# it is <X>",
                "echo \"${y:-'a'}\" <X>",
                "echo ${y <X>",
                "ssh host ls <X>",
                "eval ls <X>",
                "watch ls <X>",
                "/usr/bin/ssh host ls <X>",
                "cd /;eval ls <X>",
                "ls my_ssh; su x <X>",
                "bash -c 'ls' <X>",
                "kubectl exec p -- sh  -ec ls <X>",
            })
    void nowhereElse(String command) {
        assertThat(quotable(command, "bash")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "promql", "yaml", "json", "console", "powershell"})
    void norInOtherLanguages(String language) {
        assertThat(quotable("kubectl get pods <X>", language)).isFalse();
    }

    @Test
    void otherNamesAndHereDocumentsAreNoPlaceholders() {
        assertThat(CommandText.places("a <Y> <x> <<X>", "sh", NAMES)).isEmpty();
    }

    @Test
    void placesAreThoseOfTheText() {
        assertThat(CommandText.places("a <X> '<SOURCE_IP>' <X>", "sh", NAMES))
                .containsExactly(
                        new CommandText.Place(2, 5, "X", true),
                        new CommandText.Place(7, 18, "SOURCE_IP", false),
                        new CommandText.Place(20, 23, "X", true));
    }
}
