/** Configurations of Alertmanager: where alerts go, and whether what is sent there has their links in it. */
@NullMarked
package dev.runproof.compiler.alertmanager;

import org.jspecify.annotations.NullMarked;
