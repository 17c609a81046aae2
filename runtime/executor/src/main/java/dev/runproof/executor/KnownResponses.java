package dev.runproof.executor;

import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseCatalogue;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** All responses that are on the class path, by name. */
final class KnownResponses {

    private final TreeMap<String, Response> responses = new TreeMap<>();

    /**
     * Takes the responses of all catalogues.
     *
     * @throws UsageException if two of them have the same name
     */
    KnownResponses(Iterable<ResponseCatalogue> catalogues) {
        for (ResponseCatalogue catalogue : catalogues) {
            for (Response response : catalogue.responses()) {
                Response other = responses.put(response.name(), response);
                if (other != null) {
                    throw new UsageException("two responses are called " + response.name() + ": in "
                            + other.origin().file() + " and in "
                            + response.origin().file() + "; remove one of the two jars");
                }
            }
        }
    }

    Collection<Response> all() {
        return responses.values();
    }

    /**
     * Finds a response.
     *
     * @throws UsageException if there is none of that name; the message suggests one and lists all
     */
    Response named(String name) {
        return Optional.ofNullable(responses.get(name))
                .orElseThrow(() -> new UsageException(
                        responses.isEmpty()
                                ? "there are no responses on the class path; add the jar that the compiler's plugin made"
                                        + " of your runbooks"
                                : "there is no response " + name + "." + Suggestion.of(name, responses.keySet())));
    }
}
