/** {@code rbac-guard scan}: every finding in manifests or a live cluster, in the forms that people and pipelines read. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.scan;

import org.jspecify.annotations.NullMarked;
