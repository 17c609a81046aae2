package dev.runproof.runtime.contract;

/** placeholder until written below. */
final class GatewayGround {
    static final String NAME = "sources";
}
