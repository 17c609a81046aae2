package dev.runproof.runtime.response;

import java.util.List;

/** The responses of one compiled set of runbooks; the compiler writes it, {@code ServiceLoader} finds it. */
public interface ResponseCatalogue {

    /** All responses, by name. */
    List<Response> responses();
}
