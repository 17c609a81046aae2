package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.value.Namespace;
import java.time.Instant;

/**
 * What a check may look at.
 *
 * @param target the target of the action that the check stands beside
 * @param cluster for reads
 * @param ownNamespace the namespace of the runtime, where its records and lists are
 * @param deadline the time by which the transaction has to be contained
 */
public record CheckContext(ContainmentTarget target, Cluster cluster, Namespace ownNamespace, Instant deadline) {}
