package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.CallerIdentity;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.Watch;
import dev.runproof.runtime.cluster.WatchEvent;
import dev.runproof.runtime.cluster.WriteMode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An API server in memory. The same calls give the same objects, UIDs and resource versions each time. Thread-safe.
 *
 * <p>What it does, Kubernetes 1.34 with Cilium 1.16 was seen to do in the same tests. What a real server does beyond
 * that it does not: schemas other than the CIDRs of Cilium's policies, status subresources, finalizers, and the
 * controllers. Who owns which fields it knows by paths of keys; a list is one field, also where a real server knows its
 * elements by their keys. The end of a namespace, which takes a real cluster seconds, is immediate and takes its objects
 * with it.
 */
public final class SimulatedCluster implements Cluster, ClusterFeed, CallerIdentity {

    private static final String FIELD_MANAGER = "runproof";
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);
    private static final Comparator<ObjectRef> BY_ADDRESS = Comparator.comparing(
                    (ObjectRef ref) -> ref.kind().group())
            .thenComparing(ref -> ref.kind().plural())
            .thenComparing(ObjectRef::namespace)
            .thenComparing(ObjectRef::name);

    private final InstantSource clock;
    private final Set<ResourceKind> kinds;
    private final List<Admission> admissions;
    private final Map<ObjectRef, KubernetesObject> objects = new TreeMap<>(BY_ADDRESS);
    private final SimulatedWatches watches = new SimulatedWatches();
    private long lastVersion;
    private long lastUid;

    /**
     * Starts a server that has the namespaces {@code default} and {@code kube-system}.
     *
     * @param clock the clock of the server
     * @param kinds the kinds that are installed, beside namespaces
     * @param admissions rules beyond those that every server has
     */
    public SimulatedCluster(InstantSource clock, Collection<ResourceKind> kinds, List<Admission> admissions) {
        this.clock = clock;
        var installed = new LinkedHashSet<>(kinds);
        installed.add(NAMESPACES);
        this.kinds = Set.copyOf(installed);
        this.admissions = List.copyOf(admissions);
        addNamespace("default");
        addNamespace("kube-system");
    }

    /**
     * Creates a namespace.
     *
     * @throws ClusterException if there is one of that name, or the name is not a DNS label
     */
    public void addNamespace(String name) {
        var ref = new ObjectRef(NAMESPACES, "", name);
        create(
                KubernetesObject.of(ref, Map.of("kubernetes.io/metadata.name", name), Map.of(), Map.of()),
                WriteMode.COMMIT);
    }

    /**
     * The same cluster, where what is created and replaced is recorded as set by somebody else than {@code runproof}.
     *
     * @param manager who, in {@code metadata.managedFields}
     * @return the cluster, as they write to it
     */
    public Cluster writingAs(String manager) {
        return new NamedWriter(this, manager);
    }

    /** That of the one user that there is. */
    @Override
    public String userName() {
        return FIELD_MANAGER;
    }

    @Override
    public synchronized Optional<KubernetesObject> get(ObjectRef ref) {
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        return Optional.ofNullable(objects.get(ref));
    }

    @Override
    public synchronized List<KubernetesObject> list(ResourceKind kind) {
        requireInstalled(kind);
        return objects.values().stream()
                .filter(object -> object.ref().kind().equals(kind))
                .toList();
    }

    @Override
    public synchronized Snapshot snapshot(Extent extent) {
        var found = extent.namespace().isEmpty() ? list(extent.kind()) : list(extent.kind(), extent.namespace());
        return new Snapshot(found, Long.toString(lastVersion));
    }

    @Override
    public synchronized Watch watch(Extent extent, String since, Consumer<WatchEvent> listener) {
        try {
            requireInstalled(extent.kind());
            return watches.begin(extent, since, listener);
        } catch (ClusterException e) {
            listener.accept(new WatchEvent.Ended(Optional.of(e)));
            return () -> {};
        }
    }

    /** Tells all watches that nothing else has happened, as a server does now and then. */
    public synchronized void bookmark() {
        watches.bookmark(Long.toString(lastVersion));
    }

    /**
     * Ends all watches.
     *
     * @param failure why; empty if it is as a server ends every watch after a while
     */
    public synchronized void endWatches(Optional<ClusterException> failure) {
        watches.end(failure);
    }

    /** Forgets what has happened until now, as a server does after some minutes: nobody can watch from there any more. */
    public synchronized void compact() {
        watches.forget(lastVersion);
    }

    @Override
    public synchronized List<KubernetesObject> list(ResourceKind kind, String namespace) {
        if (!kind.namespaced() || !ObjectRules.isPathSegment(namespace)) {
            throw new ClusterException(Reason.INVALID, "objects of " + kind.kind() + " are not listed by namespace");
        }
        return list(kind).stream()
                .filter(object -> object.ref().namespace().equals(namespace))
                .toList();
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        return create(object, FIELD_MANAGER, mode);
    }

    synchronized KubernetesObject create(KubernetesObject object, String manager, WriteMode mode) {
        var ref = object.ref();
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        if (!object.resourceVersion().isEmpty()) {
            throw new ClusterException(Reason.INVALID, ref + " cannot be created with a resource version");
        }
        return createOwned(FieldOwners.updated(Optional.empty(), object, manager, clock.instant()), mode);
    }

    private KubernetesObject createOwned(KubernetesObject object, WriteMode mode) {
        var ref = object.ref();
        if (ref.kind().namespaced() && !objects.containsKey(new ObjectRef(NAMESPACES, "", ref.namespace()))) {
            throw new ClusterException(Reason.NOT_FOUND, "there is no namespace " + ref.namespace());
        }
        var managed = new LinkedHashMap<String, Object>();
        managed.put("uid", new UUID(0x4000, Long.MIN_VALUE | ++lastUid).toString());
        managed.put(
                "creationTimestamp",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        if (hasGeneration(ref.kind())) {
            managed.put("generation", 1);
        }
        var created = object.withMetadata(managed);
        admit(Optional.empty(), created);
        if (objects.containsKey(ref)) {
            throw new ClusterException(Reason.ALREADY_EXISTS, ref + " already exists");
        }
        return mode == WriteMode.DRY_RUN ? created : store(created);
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        return replace(object, FIELD_MANAGER, mode);
    }

    synchronized KubernetesObject replace(KubernetesObject object, String manager, WriteMode mode) {
        var ref = object.ref();
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        if (object.resourceVersion().isEmpty()) {
            throw new ClusterException(Reason.INVALID, ref + " cannot be replaced without the resource version read");
        }
        var stored = existing(ref);
        if ((!object.uid().isEmpty() && !object.uid().equals(stored.uid()))
                || !object.resourceVersion().equals(stored.resourceVersion())) {
            throw new ClusterException(Reason.CONFLICT, ref + " was changed since it was read");
        }
        return change(stored, FieldOwners.updated(Optional.of(stored), object, manager, clock.instant()), mode);
    }

    @Override
    public synchronized KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        var ref = fields.ref();
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        ObjectRules.requireFieldManager(fieldManager);
        if (fields.uid().isEmpty() && !fields.resourceVersion().isEmpty()) {
            throw new ClusterException(
                    Reason.INVALID, ref + " cannot be applied with a resource version and without the UID");
        }
        if (fields.at("metadata", "managedFields").isPresent()) {
            throw new ClusterException(Reason.INVALID, ref + " cannot be applied with metadata.managedFields");
        }
        refuse(ref, ObjectRules.refusal(fields));
        var stored = objects.get(ref);
        if (stored == null && fields.uid().isEmpty()) {
            return createOwned(FieldOwners.created(fields, fieldManager, clock.instant()), mode);
        }
        if (stored == null || (!fields.uid().isEmpty() && !fields.uid().equals(stored.uid()))) {
            throw new ClusterException(Reason.CONFLICT, "there is no " + ref + " with the UID " + fields.uid());
        }
        if (!fields.resourceVersion().isEmpty() && !fields.resourceVersion().equals(stored.resourceVersion())) {
            throw new ClusterException(Reason.CONFLICT, ref + " was changed since it was read");
        }
        var applied = FieldOwners.applied(stored, fields, fieldManager, clock.instant());
        if (applied instanceof FieldOwners.Applied.Merged merged) {
            return change(stored, merged.object(), mode);
        }
        throw new ClusterException(
                Reason.CONFLICT, ref + " is not changed: " + ((FieldOwners.Applied.Conflict) applied).reason());
    }

    private KubernetesObject change(KubernetesObject stored, KubernetesObject object, WriteMode mode) {
        var managed = new LinkedHashMap<String, Object>();
        managed.put("uid", stored.uid());
        stored.text("metadata", "creationTimestamp").ifPresent(time -> managed.put("creationTimestamp", time));
        stored.at("metadata", "generation")
                .ifPresent(generation ->
                        managed.put("generation", (Long) generation + (sameBesideMetadata(stored, object) ? 0L : 1L)));
        var changed = object.withMetadata(managed);
        admit(Optional.of(stored), changed);
        return mode == WriteMode.DRY_RUN || changed.equals(stored) ? changed : store(changed);
    }

    @Override
    public synchronized void delete(ObjectRef ref, String uid, WriteMode mode) {
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        if (!existing(ref).uid().equals(uid)) {
            throw new ClusterException(Reason.CONFLICT, ref + " has another UID than " + uid);
        }
        remove(ref, mode);
    }

    @Override
    public synchronized void delete(KubernetesObject asRead, WriteMode mode) {
        var ref = asRead.ref();
        requireInstalled(ref.kind());
        ObjectRules.requirePathSegments(ref);
        if (asRead.uid().isEmpty() || asRead.resourceVersion().isEmpty()) {
            throw new ClusterException(
                    Reason.INVALID, ref + " cannot be deleted without the UID and the resource version read");
        }
        var stored = existing(ref);
        if (!stored.uid().equals(asRead.uid()) || !stored.resourceVersion().equals(asRead.resourceVersion())) {
            throw new ClusterException(Reason.CONFLICT, ref + " was changed since it was read");
        }
        remove(ref, mode);
    }

    private void remove(ObjectRef ref, WriteMode mode) {
        if (mode == WriteMode.COMMIT) {
            if (ref.kind().equals(NAMESPACES)) {
                objects.keySet().stream()
                        .filter(other -> other.namespace().equals(ref.name()))
                        .toList()
                        .forEach(this::drop);
            }
            drop(ref);
        }
    }

    private void drop(ObjectRef ref) {
        var dropped = existing(ref).withMetadata(Map.of("resourceVersion", Long.toString(++lastVersion)));
        objects.remove(ref);
        watches.tell(lastVersion, new WatchEvent.Deleted(dropped), ref);
    }

    private KubernetesObject existing(ObjectRef ref) {
        var stored = objects.get(ref);
        if (stored == null) {
            throw new ClusterException(Reason.NOT_FOUND, "there is no " + ref);
        }
        return stored;
    }

    private KubernetesObject store(KubernetesObject object) {
        var stored = object.withMetadata(Map.of("resourceVersion", Long.toString(++lastVersion)));
        objects.put(stored.ref(), stored);
        watches.tell(lastVersion, new WatchEvent.Stored(stored), stored.ref());
        return stored;
    }

    private void admit(Optional<KubernetesObject> before, KubernetesObject after) {
        refuse(
                after.ref(),
                ObjectRules.refusal(after)
                        .or(() -> CiliumCidrs.refusal(after))
                        .or(() -> admissions.stream()
                                .flatMap(admission -> admission.refusal(before, after).stream())
                                .findFirst()));
    }

    private static void refuse(ObjectRef ref, Optional<String> refusal) {
        if (refusal.isPresent()) {
            throw new ClusterException(Reason.INVALID, ref + " is refused: " + refusal.get());
        }
    }

    private void requireInstalled(ResourceKind kind) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClusterException(Reason.UNKNOWN_OUTCOME, "the wait for an answer is interrupted");
        }
        if (!kinds.contains(kind)) {
            throw new ClusterException(
                    Reason.NOT_FOUND,
                    "the API server has no kind " + kind.kind() + " of " + kind.apiVersion() + ": is it installed?");
        }
    }

    private static boolean hasGeneration(ResourceKind kind) {
        return !kind.group().isEmpty();
    }

    private static boolean sameBesideMetadata(KubernetesObject one, KubernetesObject other) {
        return besideMetadata(one).equals(besideMetadata(other));
    }

    private static Map<String, Object> besideMetadata(KubernetesObject object) {
        var content = new LinkedHashMap<>(object.content());
        content.remove("metadata");
        return content;
    }
}
