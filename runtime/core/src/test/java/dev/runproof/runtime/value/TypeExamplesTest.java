package dev.runproof.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of each type, read by {@code parse} and by what the index says: both decide the same. */
class TypeExamplesTest {

    private record Type(String name, Function<String, Object> parse, String pattern, int maxLength) {
        boolean matches(String text) {
            return text.length() <= maxLength && Pattern.matches(pattern, text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Type> types() {
        return Stream.of(
                new Type("argument", ScriptArgument::parse, ScriptArgument.PATTERN, ScriptArgument.MAX_LENGTH),
                new Type("script", ScriptName::parse, ScriptName.PATTERN, ScriptName.MAX_LENGTH),
                new Type("sha256", Sha256::parse, Sha256.PATTERN, Sha256.MAX_LENGTH),
                new Type("count", Count::parse, Count.PATTERN, Count.MAX_LENGTH),
                new Type("duration", TimeSpan::parse, TimeSpan.PATTERN, TimeSpan.MAX_LENGTH),
                new Type(
                        "evidence-store",
                        EvidenceStoreName::parse,
                        EvidenceStoreName.PATTERN,
                        EvidenceStoreName.MAX_LENGTH),
                new Type("ip", IpAddress::parse, IpAddress.PATTERN, IpAddress.MAX_LENGTH),
                new Type("ip-addresses", IpAddresses::parse, IpAddresses.PATTERN, IpAddresses.MAX_LENGTH),
                new Type("ip-range", IpRange::parse, IpRange.PATTERN, IpRange.MAX_LENGTH),
                new Type("namespace", Namespace::parse, Namespace.PATTERN, Namespace.MAX_LENGTH),
                new Type("pod", PodRef::parse, ObjectName.PATTERN, ObjectName.MAX_LENGTH),
                new Type("deployment", DeploymentRef::parse, ObjectName.PATTERN, ObjectName.MAX_LENGTH),
                new Type("ingress", IngressRef::parse, ObjectName.PATTERN, ObjectName.MAX_LENGTH),
                new Type("security-policy", SecurityPolicyRef::parse, ObjectName.PATTERN, ObjectName.MAX_LENGTH),
                new Type("percent", Percent::parse, Percent.PATTERN, Percent.MAX_LENGTH),
                new Type("refuse-or-allow", IfUnknown::parse, IfUnknown.PATTERN, IfUnknown.MAX_LENGTH),
                new Type("replicas", Replicas::parse, Replicas.PATTERN, Replicas.MAX_LENGTH),
                new Type("request-counter", RequestCounter::parse, RequestCounter.PATTERN, RequestCounter.MAX_LENGTH));
    }

    static Stream<Arguments> good() {
        return types().flatMap(type -> examples(type, "good")
                .map(example -> Arguments.of(
                        type,
                        example.get("text").textValue(),
                        example.get("canonical").textValue())));
    }

    static Stream<Arguments> hostile() {
        return types().flatMap(
                        type -> examples(type, "hostile").map(example -> Arguments.of(type, example.textValue())));
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodTextIsRead(Type type, String text, String canonical) {
        assertThat(type.matches(text)).isTrue();
        assertThat(type.parse().apply(text))
                .hasToString(canonical)
                .isEqualTo(type.parse().apply(canonical));
        assertThat(type.matches(canonical)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTextIsRefused(Type type, String text) {
        assertThat(type.matches(text)).isFalse();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> type.parse().apply(text))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).matches("[ -~]+"));
    }

    private static Stream<JsonNode> examples(Type type, String key) {
        try (var in = TypeExamplesTest.class.getResourceAsStream(
                "/META-INF/runproof/type/" + type.name() + ".examples.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).get(key).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
