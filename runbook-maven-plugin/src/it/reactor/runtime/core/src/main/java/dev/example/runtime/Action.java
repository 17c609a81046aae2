package dev.example.runtime;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks what the processor writes into the index. */
@Retention(RetentionPolicy.CLASS)
public @interface Action {}
