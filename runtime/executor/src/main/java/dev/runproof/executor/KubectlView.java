package dev.runproof.executor;

import dev.runproof.executor.Console.Style;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Containment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What kubectl would show of a simulated cluster. */
final class KubectlView {

    private static final String INDENT = "     ";

    private final Console console;

    KubectlView(Console console) {
        this.console = console;
    }

    /** The records, in the columns of their definition. */
    void containments(Cluster cluster) {
        command("kubectl get containments --namespace " + DemoCluster.OWN);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "STATE", "VERIFIED", "TARGET", "UNTIL"));
        for (KubernetesObject object : cluster.list(Containment.KIND)) {
            var containment = Containment.of(object);
            rows.add(List.of(
                    object.ref().name(),
                    containment.state().name(),
                    containment
                            .progress()
                            .verification()
                            .map(ContainmentText::verdict)
                            .orElse(""),
                    containment.request().target(),
                    containment.progress().expiresAt().map(Object::toString).orElse("")));
        }
        Table.print(console, INDENT, rows);
    }

    /** An object as YAML, its fields sorted as kubectl has them. */
    void yaml(KubernetesObject object) {
        var ref = object.ref();
        command("kubectl get " + ref.kind().plural() + " " + ref.name()
                + (ref.namespace().isEmpty() ? "" : " --namespace " + ref.namespace()) + " --output yaml");
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(100)
                .build();
        var shown = new LinkedHashMap<>(object.map("metadata"));
        shown.remove("managedFields"); // as kubectl does
        var text = new Dump(settings)
                .dumpToString(sorted(object.with("metadata", shown).content()));
        text.lines().forEach(line -> console.line(INDENT + Printable.of(line)));
    }

    /** That there is none of a kind, as kubectl says it. */
    void none(KubernetesObject gone) {
        command("kubectl get " + gone.ref().kind().plural() + " --namespace "
                + gone.ref().namespace());
        console.line(INDENT + "No resources found in " + gone.ref().namespace() + " namespace.");
    }

    private void command(String text) {
        console.line("");
        console.line("   " + console.styled(Style.STRONG, "$ " + Printable.of(text)));
    }

    private static Object sorted(Object node) {
        if (node instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, value) -> sorted.put((String) key, sorted(value)));
            return new LinkedHashMap<>(sorted);
        }
        if (node instanceof List<?> list) {
            return list.stream().map(KubectlView::sorted).toList();
        }
        return node;
    }
}
