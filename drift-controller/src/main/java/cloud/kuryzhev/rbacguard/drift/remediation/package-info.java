/**
 * Carries approved suggestions out, watches what comes of it, and puts bindings back. Never anything by default; step by step, each
 * written down before it is taken, so that whoever comes next finishes or undoes it.
 */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.remediation;

import org.jspecify.annotations.NullMarked;
