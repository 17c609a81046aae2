package dev.example.runbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.example.generated.Catalogue;
import dev.example.runtime.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void namesWhatTheIndexDescribes() {
        assertEquals(List.of(new Block()), new Catalogue().actions());
    }
}
