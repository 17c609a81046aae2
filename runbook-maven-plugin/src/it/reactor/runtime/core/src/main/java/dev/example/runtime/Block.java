package dev.example.runtime;

/** An action. */
@Action
public record Block() {}
