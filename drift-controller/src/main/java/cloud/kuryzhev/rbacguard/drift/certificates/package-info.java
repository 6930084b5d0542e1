/** Keeps the webhook's certificates in a Secret, renews them in time, and tells the API server which authority to trust. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.certificates;

import org.jspecify.annotations.NullMarked;
