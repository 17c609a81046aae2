package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesObjectTest {

    private static final ResourceKind KIND = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ObjectRef REF = new ObjectRef(KIND, "shop", "m");

    @Test
    void addsToItsMetadata() {
        var object = KubernetesObject.of(REF, Map.of("a", "1"), Map.of(), Map.of());

        var changed = object.withMetadata(Map.of("uid", "u"));

        assertThat(changed.uid()).isEqualTo("u");
        assertThat(changed.label("a")).contains("1");
        assertThat(changed.ref()).isEqualTo(REF);
        assertThat(object.uid()).isEmpty();
    }

    @Test
    void hasTheAddressThatItsContentSays() {
        var object = KubernetesObject.of(REF, Map.of(), Map.of(), Map.of());

        assertThat(object.withMetadata(Map.of("name", "n")).ref()).isEqualTo(new ObjectRef(KIND, "shop", "n"));
        assertThatIllegalArgumentException().isThrownBy(() -> object.with("metadata", Map.of()));
    }

    @Test
    void isACopyThatNobodyChanges() {
        var list = new ArrayList<Object>(Arrays.asList("a", null));
        var data = new HashMap<String, Object>(Map.of("list", list));
        data.put("nothing", null);

        var object = KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("data", data));
        list.add("b");

        assertThat(object.at("data")).contains(Map.of("list", List.of("a")));
        assertThat(object.content()).isUnmodifiable();
        assertThat(object.map("data")).isUnmodifiable();
        assertThat(object.list("data", "list")).isUnmodifiable();
    }

    @Test
    void hasOnlyWhatJsonHas() {
        var number = KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("data", 1));

        assertThat(number.at("data")).contains(1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("data", 'c')));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("data", Map.of(1, "a"))));
    }

    @Test
    void saysTheSameWhateverAServerAddsAndInWhateverOrder() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("spec", Map.of("b", List.of(2, 1)));
        fields.put("data", Map.of("a", true));
        var object = KubernetesObject.of(REF, Map.of(), Map.of(), fields);
        var stored = object.withMetadata(Map.of("uid", "u")).with("status", Map.of("ready", true));

        assertThat(object.statementJson())
                .isEqualTo("{\"apiVersion\":\"v1\",\"data\":{\"a\":true},\"kind\":\"ConfigMap\","
                        + "\"spec\":{\"b\":[2,1]}}")
                .isEqualTo(stored.statementJson());
    }
}
