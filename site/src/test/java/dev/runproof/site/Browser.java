package dev.runproof.site;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives tests the one browser of the run. Where there is none they are skipped, which with {@code CI=true} is a failure. */
final class Browser implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Browser.class);

    private record Started(Optional<Chromium> chromium) implements AutoCloseable {
        @Override
        public void close() {
            chromium.ifPresent(Chromium::close);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Optional<Chromium> chromium = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("chromium", key -> start(), Started.class)
                .chromium();
        if (chromium.isEmpty()) {
            String why =
                    "there is no chromium and chromedriver on the PATH: install Debian's chromium and chromium-driver";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(why);
            }
            System.err.println("SKIPPED: " + why);
            throw new TestAbortedException(why);
        }
        return chromium.get();
    }

    private static Started start() {
        try {
            return new Started(Chromium.start());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
