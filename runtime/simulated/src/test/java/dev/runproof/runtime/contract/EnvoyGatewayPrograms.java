package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Envoy Gateway and an Envoy, in the folder that {@code RUNPROOF_ENVOY_GATEWAY} names, as {@code .ci/envoy-gateway} makes it.
 *
 * @param folder the folder
 */
record EnvoyGatewayPrograms(Path folder) {

    /** Those that there are; without them the tests are skipped, which is said, and with {@code CI=true} they fail. */
    static EnvoyGatewayPrograms require(Class<?> tests) {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("RUNPROOF_ENVOY_GATEWAY")).map(Path::of);
        if (named.filter(folder -> Files.isExecutable(folder.resolve("envoy-gateway")))
                .isPresent()) {
            return new EnvoyGatewayPrograms(named.get());
        }
        String why = "NOT RUN: " + tests.getSimpleName()
                + ", as RUNPROOF_ENVOY_GATEWAY names no folder with the programs: .ci/envoy-gateway makes one and says its name";
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        System.out.println(why);
        return Assumptions.abort(why);
    }

    Path controller() {
        return folder.resolve("envoy-gateway");
    }

    Path envoy() {
        return folder.resolve("envoy");
    }

    /** Has the real cluster know the kinds of the Gateway API and of Envoy Gateway; they stay there. */
    void define() {
        var kubectl = Kubectl.admin();
        String definitions = folder.resolve("definitions").toString();
        kubectl.run("apply", "--server-side", "--force-conflicts", "-f", definitions);
        kubectl.run("wait", "--for=condition=Established", "--timeout=60s", "-f", definitions);
    }
}
