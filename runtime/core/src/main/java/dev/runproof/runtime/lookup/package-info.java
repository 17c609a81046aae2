/** What runbooks can look up where a value stands: the pod of an address, the workload of a pod. */
@NullMarked
package dev.runproof.runtime.lookup;

import org.jspecify.annotations.NullMarked;
