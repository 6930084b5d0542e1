/** Follows the audit log file of one API server through rotation, truncation and restarts. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.file;

import org.jspecify.annotations.NullMarked;
