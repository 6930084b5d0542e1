/** The state of a cluster that a command looks at: manifests, the live cluster, or both. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.state;

import org.jspecify.annotations.NullMarked;
