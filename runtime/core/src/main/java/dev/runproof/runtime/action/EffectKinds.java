package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ResourceKind;
import java.util.List;

/** The kinds of objects that are effects of the actions here. */
public final class EffectKinds {

    static final ResourceKind CILIUM_NETWORK_POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);

    /** All of them. */
    public static final List<ResourceKind> ALL = List.of(CILIUM_NETWORK_POLICIES);

    private EffectKinds() {}
}
