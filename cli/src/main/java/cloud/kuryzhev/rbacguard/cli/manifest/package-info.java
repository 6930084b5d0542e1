/** Reads RBAC objects from manifests, and remembers where in them everything stands. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.manifest;

import org.jspecify.annotations.NullMarked;
