/**
 * Tells a person what a containment came to: by Alertmanager, by a webhook that Slack understands, by PagerDuty.
 *
 * <p>{@link dev.runproof.runtime.notify.Pager} listens to an engine's events and never holds it up.
 */
@NullMarked
package dev.runproof.runtime.notify;

import org.jspecify.annotations.NullMarked;
