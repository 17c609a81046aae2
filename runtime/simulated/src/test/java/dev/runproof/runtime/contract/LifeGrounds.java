package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.action.BlockRange;
import dev.runproof.runtime.check.ActiveBlocksBelow;
import dev.runproof.runtime.check.EvidenceExists;
import dev.runproof.runtime.check.GatewayCanDeny;
import dev.runproof.runtime.check.GatewayDenies;
import dev.runproof.runtime.check.IngressCanDeny;
import dev.runproof.runtime.check.IngressDenies;
import dev.runproof.runtime.check.MapPressureBelow;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.ServiceHealthy;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.lookup.AddressPod;
import dev.runproof.runtime.lookup.PodWorkload;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes what lives of generated transactions need, in a namespace of a real cluster. */
final class LifeGrounds implements AutoCloseable {

    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);
    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);

    private static final ServiceHealthy HEALTHY = new ServiceHealthy(
            Percent.parse("1"), Percent.parse("25"), TimeSpan.parse("1s"), RequestCounter.parse("m{a,b}"));
    private static final MapPressureBelow ROOM = new MapPressureBelow(Percent.parse("80"), IfUnknown.REFUSE);
    private static final ActiveBlocksBelow FEW = new ActiveBlocksBelow(new Count(250), new Count(1000));

    private static final InputDeclaration SOURCE = new InputDeclaration("source", "ip", "", "", Optional.empty());
    private static final InputDeclaration POD = new InputDeclaration("pod", "pod", "", "", Optional.empty());

    private final Cluster admin;
    private final ExecutorAccount accounts;
    private final String shop;
    private final String gate;
    private final String vault;
    private final ObjectRef endpoint;
    private Optional<IngressGround> ingress = Optional.empty();
    private Optional<GatewayGround> gateway = Optional.empty();
    private int deployments;

    /**
     * Of a namespace.
     *
     * @param admin who may do everything
     * @param shop the namespace
     * @param gate another one, for an Ingress: where there is one, sources are not seen
     * @param vault another one, which takes evidence
     */
    LifeGrounds(Cluster admin, String shop, String gate, String vault) {
        this.admin = admin;
        this.accounts = new ExecutorAccount(admin);
        this.shop = shop;
        this.gate = gate;
        this.vault = vault;
        this.endpoint = new ObjectRef(ENDPOINTS, shop, ContainPod.NAME);
    }

    /** A block with all checks that look at addresses. */
    static BlockSource checkedBlock() {
        return BlockSource.PLAIN
                .before(new NotProtected(), new SourceIsVisible(), ROOM, FEW, HEALTHY)
                .after(new PolicyEnforced(), HEALTHY);
    }

    /** A cut of a pod that runs nowhere. */
    static CutLabels checkedCut() {
        return new CutLabels(
                IfUnknown.REFUSE, List.of(new NotProtected()), List.of(BlockSource.passing("policy-enforced")));
    }

    /** A pod whose controller would start another one. */
    String replacedPod() {
        var pod = podOf(newDeployment());
        return pod.ref().namespace() + "/" + pod.ref().name() + "/" + pod.uid();
    }

    /** What a transaction needs. */
    LifeGround of(GeneratedWork work) {
        return switch (work) {
            case BLOCK -> blocking(checkedBlock());
            case BLOCK_AGAIN -> blocking(BlockSource.PLAIN);
            case BLOCK_RANGE ->
                blocking(BlockSource.PLAIN.of(
                        inputs -> new BlockRange(IpRange.parse("203.0.113.0/28"), inputs.namespace())));
            case BLOCK_ADDRESSES ->
                blocking(BlockSource.PLAIN.of(new IpAddresses(List.of(IpAddress.parse(BlockSource.ATTACKER)))));
            case DENY_AT_INGRESS -> denying();
            case DENY_AT_GATEWAY -> denyingAtGateway();
            case CUT_OFF -> cutting();
            case KILL -> killing();
            case SCALE ->
                LifeGround.of(
                        new LookedUp<>(new Scale(0), POD, new PodWorkload("pod.workload", "pod"), "deployment"),
                        () -> Kill.texts(podOf(newDeployment())));
            case CAPTURE -> capturing();
            case QUARANTINE -> isolating();
            case SCRIPT -> scripted();
        };
    }

    /** A node has to enforce it, as a pod is there; and only flows show that sources are visible. */
    private LifeGround blocking(BlockSource block) {
        web();
        accounts.apply(KubernetesObject.of(
                new ObjectRef(Simulation.SERVICES, shop, "outward"),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("type", "NodePort", "ports", List.of(Map.of("port", 8080))))));
        return LifeGround.of(block, () -> BlockSource.texts(shop));
    }

    /** Has a pod run; its address. */
    private String web() {
        return new WebServer(admin, shop).start();
    }

    private LifeGround denying() {
        ingress = Optional.of(new IngressGround(admin, gate));
        Kubectl.admin()
                .run(
                        "patch",
                        "pod",
                        "controller",
                        "--namespace=" + gate,
                        "--subresource=status",
                        "--type=merge",
                        "--patch={\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
        return LifeGround.of(
                new DenyIngress(gate, List.of(new IngressCanDeny()), List.of(new IngressDenies(TimeSpan.parse("1s")))),
                () -> {
                    ingress.orElseThrow().create(Map.of(IngressGround.LIST, IngressGround.THEIRS));
                    return DenyIngress.texts(DenyIngress.ATTACKER, gate);
                });
    }

    /** The pod of a proxy runs nowhere, and its controller has accepted the policy, whatever will be written. */
    private LifeGround denyingAtGateway() {
        var policy = new GatewayGround(admin, gate);
        gateway = Optional.of(policy);
        admin.create(GatewayGround.proxy(gate), WriteMode.COMMIT);
        return LifeGround.of(
                new DenyGateway(gate, List.of(new GatewayCanDeny()), List.of(new GatewayDenies(TimeSpan.parse("1s")))),
                () -> {
                    policy.create(GatewayGround.THEIRS);
                    policy.tell(Map.of(
                            "type",
                            "Accepted",
                            "status",
                            "True",
                            "reason",
                            "Accepted",
                            "observedGeneration",
                            Integer.MAX_VALUE));
                    return DenyGateway.texts(DenyGateway.ATTACKER, gate);
                });
    }

    /** The pod runs nowhere, and what Cilium would write of it is there. */
    private LifeGround cutting() {
        onePod();
        var labels = List.of("k8s:app=web", "k8s:tier=front", "k8s:io.kubernetes.pod.namespace=" + shop);
        admin.create(
                KubernetesObject.of(
                        endpoint,
                        Map.of(),
                        Map.of(),
                        Map.of("status", Map.of("identity", Map.of("id", 1, "labels", labels)))),
                WriteMode.COMMIT);
        var deployment = newDeployment();
        var cut = checkedCut();
        return LifeGround.of(cut, () -> InputTexts.of(Map.of("pod", shop + "/" + ContainPod.NAME)))
                .then(new LifeGround.Attempt(
                        Set.of(Mode.values()),
                        cut,
                        () -> Kill.texts(podOf(deployment)),
                        Outcome.REFUSED,
                        "would start another"));
    }

    private LifeGround killing() {
        var deployment = newDeployment();
        var pod = PodRef.parse(shop + "/" + ContainPod.NAME + "/00000000-0000-0000-0000-000000000000");
        return LifeGround.of(new Kill(1000), () -> Kill.texts(podOf(deployment)))
                .then(new LifeGround.Attempt(
                        Set.of(Mode.values()),
                        new Kill(1000, List.of(new EvidenceExists(pod))),
                        () -> Kill.texts(podOf(deployment)),
                        Outcome.REFUSED,
                        "no evidence of pod"));
    }

    /** Nothing collects anything, as there is no volume for it. */
    private LifeGround capturing() {
        KeepEvidence.declare(admin, vault, Map.of("claim", "none"));
        onePod();
        return LifeGround.of(
                        new KeepEvidence(vault, IfUnknown.ALLOW, "2s"),
                        () -> InputTexts.of(Map.of("pod", shop + "/" + ContainPod.NAME)))
                .endingIn(Outcome.ROLLED_BACK);
    }

    private void onePod() {
        var pod = ContainPod.pod(shop);
        if (admin.get(pod.ref()).isEmpty()) {
            admin.create(pod, WriteMode.COMMIT);
        }
    }

    private LifeGround isolating() {
        String address = web();
        return LifeGround.of(
                new LookedUp<>(new Quarantine(), SOURCE, new AddressPod("source.pod", "source"), "pod"), () -> {
                    var web = new ObjectRef(Simulation.PODS, shop, "web");
                    await("the pod is as it was", () -> lift(web));
                    return InputTexts.of(Map.of("source", address));
                });
    }

    private LifeGround scripted() {
        accounts.apply(KubernetesObject.of(
                new ObjectRef(Simulation.SERVICE_ACCOUNTS, shop, "script-sessions"),
                Map.of("runproof.dev/for", "scripts"),
                Map.of(),
                Map.of()));
        var script =
                new RunOneScript(shop, RunOneScript.declare(admin, shop, "[ $RUNPROOF_ARGUMENT = jane ] || exit 7"));
        return LifeGround.of(script, () -> {
                    admin.list(Simulation.JOBS, shop).forEach(this::delete);
                    return RunOneScript.texts("jane");
                })
                // What its pod says is read where a script fails.
                .then(new LifeGround.Attempt(
                        Set.of(Mode.ENFORCE),
                        script,
                        () -> RunOneScript.texts("john"),
                        Outcome.MANUAL_INTERVENTION,
                        "exit code 7"));
    }

    /** Takes away what an account that may not unquarantine has left. */
    private boolean lift(ObjectRef ref) {
        var pod = admin.get(ref).orElseThrow();
        try {
            admin.replace(
                    pod.withAt(List.of("metadata", "labels"), Optional.empty())
                            .withAt(List.of("metadata", "annotations"), Optional.empty()),
                    WriteMode.COMMIT);
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    /** A new Deployment, of a name that none had. */
    private KubernetesObject newDeployment() {
        deployments++;
        var web = new ObjectRef(Simulation.DEPLOYMENTS, shop, "web-" + deployments);
        var labels = Map.of("app", web.name());
        var template = Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                ContainPod.pod(shop).map("spec"));
        var spec = Map.of("replicas", 1, "selector", Map.of("matchLabels", labels), "template", template);
        return admin.create(KubernetesObject.of(web, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }

    private KubernetesObject podOf(KubernetesObject deployment) {
        await("the Deployment has a pod", () -> podsOf(deployment).findAny().isPresent());
        return podsOf(deployment).findAny().orElseThrow();
    }

    /** Its pods, through the ReplicaSet that it owns. */
    private Stream<KubernetesObject> podsOf(KubernetesObject deployment) {
        var sets = admin.list(REPLICA_SETS, shop).stream()
                .filter(set -> set.content().toString().contains(deployment.uid()))
                .map(KubernetesObject::uid)
                .toList();
        return admin.list(Simulation.PODS, shop).stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .filter(pod -> sets.stream().anyMatch(pod.content().toString()::contains));
    }

    private void delete(KubernetesObject object) {
        try {
            admin.delete(object.ref(), object.uid(), WriteMode.COMMIT);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.NOT_FOUND && e.reason() != ClusterException.Reason.CONFLICT) {
                throw e;
            }
        }
    }

    /** Removes what is in no namespace. */
    @Override
    public void close() {
        ingress.ifPresent(IngressGround::close);
        gateway.ifPresent(GatewayGround::close);
    }
}
