package dev.runproof.runtime.response;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;

/** What a response is about. The {@code only-if} checks of its steps look at that, and at nothing else. */
@FunctionalInterface
public interface Subject {

    /**
     * Reads it from the inputs.
     *
     * @param inputs the inputs of the response
     * @return what it is about
     * @throws dev.runproof.runtime.transaction.InvalidInputException if an input is missing or not a value of its type
     */
    ContainmentTarget of(InputTexts inputs);

    /**
     * An address, as the pods of a namespace see it.
     *
     * @param address the input that is the address
     * @param namespace the input that is the namespace
     */
    static Subject address(InputDeclaration address, InputDeclaration namespace) {
        return inputs -> new ContainmentTarget.Address(
                inputs.read(address, IpAddress::parse), inputs.read(namespace, Namespace::parse));
    }

    /**
     * A range of addresses, as the pods of a namespace see them.
     *
     * @param range the input that is the range
     * @param namespace the input that is the namespace
     */
    static Subject range(InputDeclaration range, InputDeclaration namespace) {
        return inputs -> new ContainmentTarget.Range(
                inputs.read(range, IpRange::parse), inputs.read(namespace, Namespace::parse));
    }

    /**
     * Some addresses, as the pods of a namespace see them.
     *
     * @param addresses the input that is the addresses
     * @param namespace the input that is the namespace
     */
    static Subject addresses(InputDeclaration addresses, InputDeclaration namespace) {
        return inputs -> new ContainmentTarget.Addresses(
                inputs.read(addresses, IpAddresses::parse), inputs.read(namespace, Namespace::parse));
    }

    /**
     * A pod.
     *
     * @param pod the input that is the pod
     */
    static Subject pod(InputDeclaration pod) {
        return inputs -> new ContainmentTarget.Pod(inputs.read(pod, PodRef::parse));
    }

    /**
     * A Deployment.
     *
     * @param deployment the input that is the Deployment
     */
    static Subject deployment(InputDeclaration deployment) {
        return inputs -> new ContainmentTarget.Deployment(inputs.read(deployment, DeploymentRef::parse));
    }
}
