package dev.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void isFound() {
        List<String> names = ServiceLoader.load(TransactionCatalogue.class).stream()
                .flatMap(catalogue -> catalogue.get().transactions().stream())
                .map(SafetyTransaction::name)
                .toList();

        assertEquals(List.of("block-scanner"), names);
    }
}
