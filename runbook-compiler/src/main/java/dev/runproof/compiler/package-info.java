/**
 * The runbook compiler: runbooks and alert rules to findings and to typed transactions.
 *
 * <p>{@link dev.runproof.compiler.RunbookCompiler} is the one door. The packages behind it follow the flow, and each sees
 * only those before it: source, finding, yaml, markdown, model, workspace, git, rule, parse, index, transaction, response, machine,
 * resolve, check, suppression, baseline, guard, generate, manifest, output, link, edit, selftest, site. The annotation processor stands
 * alone.
 */
@NullMarked
package dev.runproof.compiler;

import org.jspecify.annotations.NullMarked;
